import { SearchX } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata = { title: "Not found" };

export default function AdminNotFound() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={SearchX}
        title="The books have nothing at this address"
        actions={<ButtonLink href="/admin/periods">Back to periods</ButtonLink>}
      >
        It may be mistyped. Months are written like 2026-03, developers by the marketplace’s own id.
      </EmptyState>
    </>
  );
}
