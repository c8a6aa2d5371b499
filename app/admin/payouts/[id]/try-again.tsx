import { ConfirmAction } from "@/components/forms/confirm-action";
import { Button } from "@/components/ui/button";
import type { PayoutSummary } from "@/db/queries/payouts";
import type { RunId } from "@/lib/domain/ids";
import { formatMoney } from "@/lib/domain/money";
import { retryPayouts } from "../../periods/[period]/actions";

/** Lets one failed payout be tried again, once that is confirmed. */
export function TryAgain({
  payout,
  runId,
}: {
  readonly payout: PayoutSummary;
  readonly runId: RunId;
}) {
  const amount = formatMoney(payout.amount);
  return (
    <ConfirmAction
      action={retryPayouts}
      fields={{ runId, payoutId: payout.id }}
      trigger={<Button variant="primary">Try again</Button>}
      title="Try to pay it again?"
      facts={[
        { label: "To", value: <bdi>{payout.developerName}</bdi> },
        { label: "Amount", value: amount },
      ]}
      confirmLabel={`Try ${amount} again`}
      pendingLabel="Trying…"
    />
  );
}
