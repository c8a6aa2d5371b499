import { deps } from "@/app/deps";
import { Card } from "@/components/ui/card";
import type { PayoutSummary } from "@/db/queries/payouts";
import type { AdminActor } from "@/lib/auth/actor";
import { findSecondPerson } from "@/lib/use-cases/find-second-person";
import { SecondPersonNotice } from "../../periods/[period]/second-person-notice";
import { TryAgain } from "./try-again";

/** Retries a failed payout of a month's run, or says who may. A single sale has `SaleActs`. */
export async function RetryCard({
  admin,
  payout,
}: {
  readonly admin: AdminActor;
  readonly payout: PayoutSummary;
}) {
  const { runId, sale, state } = payout;
  if (state !== "failed" || sale || !runId) return null;
  const second = await findSecondPerson(deps(), admin, runId);
  if (second) return <SecondPersonNotice second={second} act="retry" />;
  return (
    <Card
      title="Not sent"
      description="Only this payout is tried again, and it is never sent twice. What else failed is on the month’s page."
    >
      <TryAgain payout={payout} runId={runId} />
    </Card>
  );
}
