import { findPayoutRule } from "@/db/queries/payout-rules";
import { mintAdmin, mintDeveloper } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import { approveRun } from "@/lib/use-cases/approve-run";
import { cancelRun } from "@/lib/use-cases/cancel-run";
import { liftHold } from "@/lib/use-cases/lift-hold";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { type ReconcileFinding, reconcile } from "@/lib/use-cases/reconcile";
import { refreshAccount } from "@/lib/use-cases/refresh-account";
import { setPayoutRule } from "@/lib/use-cases/set-payout-rule";
import { startOnboarding } from "@/lib/use-cases/start-onboarding";
import { unanswered } from "./model";
import { ADMINS } from "./process";
import type { Process } from "./simulation";
import { reconcileDay } from "./steps/checks";
import { closeByClock } from "./steps/clock";
import { send } from "./steps/record-sales";
import { closeEndedMonth, lastClosed, retryFailed, runsIn } from "./steps/runs";
import { workOff } from "./steps/worker";

const BEGINNING = new Date("2026-01-01T00:00:00Z");
const FUNDS = 50_000_000;
const PASSES_MAX = 60;
const STUBBORN = 8;
const MONTHS_AFTER = 2;
const DAY = 86_400;
const QUARTER_HOUR = 900;

/**
 * The faults have stopped. The shop repeats what nobody answered for, developers and admins do
 * what they would do, and the rest has to happen by itself. Answers with the developers of whom
 * Stripe has money that the books cannot explain: they stay on hold for a person.
 */
export async function settle(process: Process): Promise<ReadonlySet<string>> {
  // What somebody with a fast clock has read is the latest for so long.
  await process.simulation.advance(QUARTER_HOUR);
  await makePeace(process);
  for (let month = 1; month <= MONTHS_AFTER; month++) {
    await closeMonths(process);
    await payMonth(process);
    await nextMonth(process);
  }
  await waitOutHoldingDays(process);
  await closeMonths(process);
  if (process.chance.isLucky(0.5)) await sweepLastMonth(process);
  await payMonth(process);
  await hearEverything(process);
  await workOff(process);
  return liftHolds(process);
}

/** By the clock, if it was told to, and else by hand. */
async function closeMonths(process: Process): Promise<void> {
  await closeByClock(process);
  while (await closeEndedMonth(process)) {
    // The next one may be over too.
  }
}

async function payMonth(process: Process): Promise<void> {
  await reconcileDay(process, BEGINNING);
  await liftHolds(process);
  await payEverybody(process);
}

async function waitOutHoldingDays({ deps, simulation }: Process): Promise<void> {
  const [longest] = await deps.db.sql<{ days: number }[]>`
    select coalesce(max(holding_days), 0) as days from payout_rules`;
  await simulation.advance((longest?.days ?? 0) * DAY);
}

/** What is below the minimum is paid at the end of the year; here, the year ends now. */
async function sweepLastMonth({ deps, admin, simulation }: Process): Promise<void> {
  const from = await lastClosed(deps);
  if (!from) return;
  const { holdingDays } = await findPayoutRule(deps.db, from);
  const rule = { from, holdingDays, sweepMonth: Number(from.slice(5)) };
  const set = await setPayoutRule(deps, admin, rule);
  if (!set.ok) simulation.accuse(`a sweep was refused: ${set.problem.kind}`);
}

async function makePeace(process: Process): Promise<void> {
  const { simulation } = process;
  const { control } = simulation.simulator;
  await control.clearFaults();
  const calm = { duplicates: 0, dropNext: 0, isReordering: false, isEndpointDown: false };
  await control.controlDelivery({ ...calm, isHolding: false });
  await control.fund("eur", FUNDS);
  await control.fund("usd", FUNDS);
  await mendAccounts(process);
  const reports = unanswered(simulation.model);
  for (let from = 0; from < reports.length; from += 100) {
    await send(process, reports.slice(from, from + 100));
  }
}

/** Who lost their account connects anew; whom Stripe restricted sends what it asks for. */
async function mendAccounts({ simulation, deps }: Process): Promise<void> {
  const { model, simulator } = simulation;
  const { accounts } = await simulator.control.state();
  for (const developer of model.developers) {
    if (model.neverConnected.has(developer)) continue;
    const developerId = trusted.developerId(developer);
    const [row] = await deps.db.sql<{ id: string | null; readiness: string | null }[]>`
      select stripe_account_id as id, readiness from connected_accounts
      where developer_id = ${developer}`;
    const account = accounts.find(({ id }) => id === row?.id);
    if (account?.access === "open") {
      if (account.transfers_status === "active" && row?.readiness === "ready") continue;
      await simulator.control.setCapability(account.id, "active");
    } else {
      const owner = mintDeveloper(`user:${developer}@example.com`, developerId, "owner");
      const started = await startOnboarding(deps, owner);
      if (!started.ok) simulation.accuse(`${developer} cannot connect: ${started.problem.kind}`);
      const [fresh] = await deps.db.sql<{ id: string }[]>`
        select stripe_account_id as id from connected_accounts where developer_id = ${developer}`;
      if (fresh) await simulator.control.onboard(fresh.id, "finished");
    }
    await refreshAccount(deps, developerId);
  }
}

/** Money that the books cannot explain: a person decides, nobody is paid meanwhile. */
export function isUnexplained({
  kind,
  detail,
}: Pick<ReconcileFinding, "kind" | "detail">): boolean {
  if (kind === "differs") return !/reversed/.test(detail);
  return kind === "unknown_payout" || kind === "paid_though_canceled";
}

/** Lifts what an admin would lift, and names whom a person has to look into. */
async function liftHolds({ deps, admin, simulation }: Process): Promise<ReadonlySet<string>> {
  const held = await deps.db.sql<{ developer: string; reason: string; account: string }[]>`
    select hold.developer_id as developer, hold.reason, account.stripe_account_id as account
    from holds as hold left join connected_accounts as account using (developer_id)
    where lifted_at is null`;
  const unexplained = new Set<string>();
  if (simulation.model.restoredAt || simulation.model.late.length > 0) {
    const report = await reconcile(deps);
    const { transfers } = await simulation.simulator.control.state();
    for (const difference of report.differences.filter(isUnexplained)) {
      const { transferId } = difference;
      const developer = transfers.find(({ id }) => id === transferId)?.metadata.developer_id;
      if (developer) unexplained.add(developer);
    }
  }
  for (const { developer } of held) {
    if (unexplained.has(developer)) continue;
    await liftHold(deps, admin, trusted.developerId(developer));
  }
  return unexplained;
}

/** Until nothing is left that can be paid, looked up or tried again. */
async function payEverybody(process: Process): Promise<void> {
  const { simulation, deps } = process;
  for (let pass = 1; pass <= PASSES_MAX; pass++) {
    await hearEverything(process);
    await retryFailed(process, false);
    if (pass % STUBBORN === 0) await cancelStubborn(process);
    await approveAll(process);
    await workOff(process);
    const wait = await secondsToNextWork(process);
    if (wait !== undefined) {
      await simulation.advance(wait);
      continue;
    }
    const period = await lastClosed(deps);
    const admin = mintAdmin(ADMINS[0] ?? "");
    if (!period || !(await prepareRun(deps, admin, { period })).ok) return;
  }
}

/** The clock stands still: what was put off for a moment only comes when it moves. */
async function hearEverything({ simulation }: Process): Promise<void> {
  await simulation.advance(1);
  await simulation.simulator.control.webhooksSettled();
}

/** By whoever did not prepare it. */
async function approveAll({ deps, simulation }: Process): Promise<void> {
  for (const { id, preparedBy } of await runsIn(deps, "prepared")) {
    const other = ADMINS.find((name) => name !== preparedBy) ?? "";
    const approved = await approveRun(deps, mintAdmin(other), id);
    if (approved.ok) continue;
    const canceled = await cancelRun(deps, mintAdmin(other), id);
    if (!canceled.ok) {
      simulation.accuse(`run ${id}: ${approved.problem.kind}, then ${canceled.problem.kind}`);
    }
  }
}

/** What fails again and again goes to another account now: the admin prepares it anew. */
async function cancelStubborn({ deps, admin }: Process): Promise<void> {
  const runs = await deps.db.sql<{ id: string }[]>`
    select distinct run_id as id from payouts
    where state in ('failed', 'approved') and run_id is not null`;
  for (const { id } of runs) await cancelRun(deps, admin, trusted.runId(id));
}

/** Until somebody has something to do again; absent when nothing waits. */
async function secondsToNextWork({ deps, simulation }: Process): Promise<number | undefined> {
  const [due] = await deps.db.sql<{ at: Date | null; open: boolean }[]>`
    select min(at) as at, count(*) > 0 as open from (
      select case state when 'submitting' then lease_until
        when 'unknown' then greatest(check_at, lease_until) end as at
      from payouts where state in ('submitting', 'unknown', 'approved', 'failed', 'ready')
        and developer_id not in (select developer_id from holds where lifted_at is null)
      union all
      select check_at from payout_reversals where state in ('requested', 'unknown')
      union all
      select null from payables where waits_for_instant and payout_id is null
    ) as work`;
  if (!due?.open) return undefined;
  if (!due.at) return QUARTER_HOUR;
  return Math.max(1, (due.at.getTime() - simulation.now().getTime()) / 1_000 + 1);
}

async function nextMonth({ simulation }: Process): Promise<void> {
  const now = simulation.now();
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1, 1);
  await simulation.advance((next - now.getTime()) / 1_000);
}
