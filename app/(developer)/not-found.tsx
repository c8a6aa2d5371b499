import { SearchX } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata = { title: "Not found" };

export default function DeveloperNotFound() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={SearchX}
        title="There is nothing of yours at this address"
        actions={<ButtonLink href="/earnings">Back to earnings</ButtonLink>}
      >
        It may be mistyped, or it belongs to another developer. Months are written like 2026-03.
      </EmptyState>
    </>
  );
}
