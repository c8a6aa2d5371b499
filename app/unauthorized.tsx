import { KeyRound } from "lucide-react";
import { PlainShell } from "@/components/shell/plain-shell";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { environment, isSimulated } from "@/lib/config/environment";

export const metadata = { title: "Signed out" };

/** An act that was asked for without a session (401). Nothing was done. */
export default function Unauthorized() {
  return (
    <PlainShell simulated={isSimulated(environment())}>
      <h1 className="sr-only">Signed out</h1>
      <EmptyState
        icon={KeyRound}
        title="You are signed out"
        actions={
          <ButtonLink href="/sign-in" variant="primary">
            Sign in
          </ButtonLink>
        }
      >
        Your session has ended, so nothing was done. Sign in, then do it again.
      </EmptyState>
    </PlainShell>
  );
}
