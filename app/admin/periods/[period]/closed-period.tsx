import { deps } from "@/app/deps";
import { Alert } from "@/components/ui/alert";
import { Instant } from "@/components/ui/instant";
import { findVerdicts } from "@/db/queries/payable";
import { findPayoutRule } from "@/db/queries/payout-rules";
import type { PeriodOverview } from "@/db/queries/periods";
import { findRuns, type RunSummary } from "@/db/queries/runs";
import type { AdminActor } from "@/lib/auth/actor";
import type { RunId } from "@/lib/domain/ids";
import { dayOf } from "@/lib/domain/period";
import { actorWords } from "@/lib/domain/words/actor-words";
import { PrepareCard } from "./prepare-card";
import { RuleNotice } from "./rule-notice";
import { RunPreview } from "./run-preview";
import { RunProgress } from "./run-progress";
import { RunsTable } from "./runs-table";
import { Verdicts } from "./verdicts";

type Props = {
  readonly admin: AdminActor;
  readonly overview: PeriodOverview;
  readonly runId: RunId | undefined;
};

/** A closed month: the run one looks at, what could be prepared next, and every run so far. */
export async function ClosedPeriod({ admin, overview, runId }: Props) {
  const { period, closed } = overview;
  const { db, now, zone } = deps();
  const today = dayOf(now(), zone);
  const [runs, verdicts, rule] = await Promise.all([
    findRuns(db, admin, period),
    findVerdicts(db, { period }, today),
    findPayoutRule(db, period),
  ]);
  const shown = runs.find(({ id }) => id === runId) ?? runs.find(isLive);
  const waits = runs.some(({ state }) => state === "prepared");
  const payable = verdicts.filter(({ reason }) => reason === undefined);
  return (
    <div className="space-y-8">
      {closed ? (
        <p className="text-sm text-muted">
          Closed by {actorWords(closed.by)} on <Instant at={closed.at.toISOString()} />.
        </p>
      ) : null}
      <RuleNotice period={period} rule={rule} today={today} />
      {shown ? <ShownRun admin={admin} run={shown} /> : null}
      {payable.length > 0 ? (
        <PrepareCard admin={admin} period={period} payable={payable} primary={!waits} />
      ) : null}
      {payable.length > 0 || !shown ? (
        <Verdicts verdicts={verdicts} title="Not in a payout yet" />
      ) : null}
      {runs.length > 1 || (runs.length === 1 && !shown) ? (
        <RunsTable runs={runs} shown={shown?.id} />
      ) : null}
    </div>
  );
}

function ShownRun({ admin, run }: { readonly admin: AdminActor; readonly run: RunSummary }) {
  if (run.state === "prepared") return <RunPreview admin={admin} run={run} />;
  if (run.state === "approved") return <RunProgress admin={admin} run={run} />;
  return (
    <Alert title="This run was canceled">
      {run.canceled ? (
        <>
          By {actorWords(run.canceled.by)} on <Instant at={run.canceled.at.toISOString()} />. Its
          money went back to the balances and can be prepared again.
        </>
      ) : null}
    </Alert>
  );
}

function isLive({ state }: RunSummary): boolean {
  return state !== "canceled";
}
