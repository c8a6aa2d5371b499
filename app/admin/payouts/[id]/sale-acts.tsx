import { ConfirmAction } from "@/components/forms/confirm-action";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { PayoutSummary } from "@/db/queries/payouts";
import { formatMoney } from "@/lib/domain/money";
import { approveRun, cancelRun } from "../../periods/[period]/actions";
import { TryAgain } from "./try-again";

/** What an admin can do about one sale that is paid at once. Nothing, once its money is on its way. */
export function SaleActs({ payout }: { readonly payout: PayoutSummary }) {
  const { runId, state } = payout;
  if (!payout.sale || !runId) return null;
  if (state !== "ready" && state !== "approved" && state !== "failed") return null;
  const amount = formatMoney(payout.amount);
  const facts = [
    { label: "To", value: <bdi>{payout.developerName}</bdi> },
    { label: "Amount", value: amount },
  ];
  return (
    <Card
      title={state === "ready" ? "Waits for your approval" : "Not sent"}
      description={
        state === "ready"
          ? "It is above the approval threshold, so the schedule may not send it by itself."
          : "As long as it has not left, it can go with the month’s run instead."
      }
    >
      <div className="flex flex-wrap gap-2">
        {state === "ready" ? (
          <ConfirmAction
            action={approveRun}
            fields={{ runId }}
            trigger={<Button variant="primary">Approve {amount}</Button>}
            title="Approve this payout?"
            facts={facts}
            warning="Once sent, a transfer cannot be canceled; only a reversal takes it back, and only while the developer’s Stripe account covers it."
            confirmLabel={`Approve ${amount}`}
            pendingLabel="Approving…"
          />
        ) : null}
        {state === "failed" ? <TryAgain payout={payout} runId={runId} /> : null}
        <ConfirmAction
          action={cancelRun}
          fields={{ runId }}
          trigger={<Button>Leave it to the month’s run</Button>}
          title="Leave it to the month’s run?"
          facts={facts}
          warning="It is not paid at once any more. The money stays owed, and the next run that pays them includes it."
          confirmLabel={`Do not pay ${amount} now`}
          pendingLabel="Canceling…"
          variant="danger"
        />
      </div>
    </Card>
  );
}
