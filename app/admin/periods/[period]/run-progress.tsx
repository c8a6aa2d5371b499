import { deps } from "@/app/deps";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmAction } from "@/components/forms/confirm-action";
import { LiveRefresh } from "@/components/forms/live-refresh";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/page-heading";
import { Progress } from "@/components/ui/progress";
import { SubmitButton } from "@/components/ui/submit-button";
import { findRunPayouts, type PayoutSummary } from "@/db/queries/payouts";
import { findRunSkips } from "@/db/queries/run-skips";
import type { RunSummary } from "@/db/queries/runs";
import { findPauses } from "@/db/queries/sending-pauses";
import type { AdminActor } from "@/lib/auth/actor";
import { isSettled, type PayoutState } from "@/lib/domain/payout";
import { actorWords } from "@/lib/domain/words/actor-words";
import { countWords, sumWords } from "@/lib/domain/words/sum-words";
import { findSecondPerson, type SecondPerson } from "@/lib/use-cases/find-second-person";
import { isWorkerSilent, showJobs } from "@/lib/use-cases/show-jobs";
import { cancelRun, retryPayouts } from "./actions";
import { PayoutsTable } from "./payouts-table";
import { NoWorker, RunWaits } from "./run-waits";
import { scopeWords } from "./scope-words";
import { SecondPersonNotice } from "./second-person-notice";
import { SkipsTable } from "./skips-table";

/** An approved run: how far sending has come, and what became of each payout. */
export async function RunProgress({
  admin,
  run,
}: {
  readonly admin: AdminActor;
  readonly run: RunSummary;
}) {
  const { db } = deps();
  const [payouts, pauses, jobs, skips, second] = await Promise.all([
    findRunPayouts(db, admin, run.id),
    findPauses(db),
    showJobs(deps(), admin),
    findRunSkips(db, admin, run.id),
    findSecondPerson({ db }, admin, run.id),
  ]);
  const settled = payouts.filter(({ state }) => isSettled(state)).length;
  const isUnderWay = settled < payouts.length;
  const isMoving = payouts.some(({ state, waitsFor }) => !isSettled(state) && !waitsFor);
  const failed = inState(payouts, "failed");
  return (
    <Section
      title={`Payouts ${scopeWords(run, payouts)}`}
      sentence={
        run.approved ? (
          <>
            Approved by {actorWords(run.approved.by)} on{" "}
            <Instant at={run.approved.at.toISOString()} />.
          </>
        ) : undefined
      }
      actions={<CancelUnsent run={run} payouts={payouts} />}
    >
      {isUnderWay ? <LiveRefresh /> : null}
      <div className="mb-6 space-y-4">
        {isUnderWay ? (
          <Progress
            label="Payouts sent"
            done={settled}
            total={payouts.length}
            tone={failed.length > 0 ? "attention" : "accent"}
          />
        ) : null}
        {isMoving ? null : <Outcome payouts={payouts} />}
        {isMoving && isWorkerSilent(jobs, deps().now()) ? <NoWorker /> : null}
        <RunWaits payouts={payouts} pauses={pauses} />
        <Failed run={run} failed={failed} second={second} />
      </div>
      <PayoutsTable payouts={payouts} mayRetry={second === undefined} />
      {skips.length > 0 ? <SkipsTable skips={skips} /> : null}
    </Section>
  );
}

function Failed({
  run,
  failed,
  second,
}: {
  readonly run: RunSummary;
  readonly failed: readonly PayoutSummary[];
  readonly second: SecondPerson | undefined;
}) {
  if (failed.length === 0) return null;
  if (second) return <SecondPersonNotice second={second} act="retry" />;
  return (
    <Alert
      tone="problem"
      title={`${countWords(failed.length, "payout")} failed: ${sumWords(failed.map(({ amount }) => amount))} still owed`}
      actions={
        <ActionForm action={retryPayouts} answerAt="bottom" className="space-y-2">
          <input type="hidden" name="runId" value={run.id} />
          <SubmitButton variant="secondary" size="small" pendingLabel="Retrying…">
            Retry {countWords(failed.length, "failed payout")}
          </SubmitButton>
        </ActionForm>
      }
    >
      Each reason and its remedy stand below. Retrying never sends a payout twice.
    </Alert>
  );
}

function Outcome({ payouts }: { readonly payouts: readonly PayoutSummary[] }) {
  const paid = inState(payouts, "paid");
  if (paid.length === 0) return null;
  return (
    <Alert
      tone="positive"
      title={`${countWords(paid.length, "payout")} paid: ${sumWords(paid.map(({ amount }) => amount))}`}
    >
      Stripe confirmed each transfer.
    </Alert>
  );
}

/** What was approved but not sent yet can still be taken back. */
function CancelUnsent({
  run,
  payouts,
}: {
  readonly run: RunSummary;
  readonly payouts: readonly PayoutSummary[];
}) {
  const unsent = payouts.filter(({ state }) => state === "approved" || state === "failed");
  if (unsent.length === 0) return null;
  const size = `${countWords(unsent.length, "payout")} · ${sumWords(unsent.map(({ amount }) => amount))}`;
  return (
    <ConfirmAction
      action={cancelRun}
      fields={{ runId: run.id }}
      trigger={<Button>Cancel what was not sent</Button>}
      title="Cancel what was not sent?"
      facts={[{ label: "Not sent or failed", value: size }]}
      warning="What is paid or on its way stays. The rest goes back to the balances."
      confirmLabel={`Cancel up to ${countWords(unsent.length, "payout")}`}
      pendingLabel="Canceling…"
      variant="danger"
    />
  );
}

function inState(payouts: readonly PayoutSummary[], state: PayoutState): readonly PayoutSummary[] {
  return payouts.filter((payout) => payout.state === state);
}
