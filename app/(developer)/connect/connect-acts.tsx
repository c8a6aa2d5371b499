import { ActionForm } from "@/components/forms/action-form";
import { Alert } from "@/components/ui/alert";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ConnectAdvice, ConnectState } from "@/lib/domain/connect";
import type { DeveloperId } from "@/lib/domain/ids";
import { checkStatus, goToStripe } from "./actions";

type Props = {
  readonly developerId: DeveloperId;
  readonly state: ConnectState;
  readonly turn: ConnectAdvice["turn"];
  /** Members may look and check; owners act. */
  readonly isOwner: boolean;
};

/** One primary button for the one thing to do, and a way to ask Stripe again. */
export function ConnectActs({ developerId, state, turn, isOwner }: Props) {
  const label = stripeLabel(state, turn);
  const isPrimary = turn === "developer";
  return (
    <div className="mt-6 space-y-4">
      {label && !isOwner ? (
        <Alert title="Only an owner can do this">
          You may look at everything here. Ask an owner of this developer account to go on.
        </Alert>
      ) : null}
      <div className="flex flex-wrap gap-3 [&_[role=alert]]:order-last [&_[role=alert]]:w-full [&_[role=status]]:order-last [&_[role=status]]:w-full">
        {label && isOwner ? (
          <ActionForm action={goToStripe} answerAt="bottom" className="contents">
            <input type="hidden" name="developerId" value={developerId} />
            <SubmitButton
              variant={isPrimary ? "primary" : "secondary"}
              pendingLabel="Opening Stripe…"
            >
              {label}
            </SubmitButton>
          </ActionForm>
        ) : null}
        {state === "not_started" ? null : (
          <ActionForm action={checkStatus} answerAt="bottom" className="contents">
            <SubmitButton
              variant={state === "under_review" ? "primary" : "secondary"}
              pendingLabel="Asking Stripe…"
            >
              Check status
            </SubmitButton>
          </ActionForm>
        )}
      </div>
    </div>
  );
}

function stripeLabel(state: ConnectState, turn: ConnectAdvice["turn"]): string | undefined {
  switch (state) {
    case "not_started":
      return "Set up payouts with Stripe";
    case "incomplete":
      return "Continue at Stripe";
    case "under_review":
      return undefined;
    case "ready":
      return turn === "developer" ? "Give Stripe what is missing" : "Open your Stripe dashboard";
    case "rejected":
      return turn === "developer" ? "Connect again" : undefined;
  }
}
