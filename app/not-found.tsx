import { SearchX } from "lucide-react";
import { PlainShell } from "@/components/shell/plain-shell";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { environment, isSimulated } from "@/lib/config/environment";

export const metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <PlainShell simulated={isSimulated(environment())}>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={SearchX}
        title="There is nothing at this address"
        actions={
          <ButtonLink href="/" variant="primary">
            Back to start
          </ButtonLink>
        }
      >
        It may be mistyped, or it belongs to an account other than the one you are signed in with.
      </EmptyState>
    </PlainShell>
  );
}
