import { type RunId, trusted } from "@/lib/domain/ids";
import { type Period, periodOf, previousPeriod, trustedPeriod, UTC } from "@/lib/domain/period";
import { approveRun } from "@/lib/use-cases/approve-run";
import { cancelRun } from "@/lib/use-cases/cancel-run";
import { closePeriod } from "@/lib/use-cases/close-period";
import type { Deps } from "@/lib/use-cases/deps";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { retryPayouts } from "@/lib/use-cases/retry-payouts";
import type { Process, Step } from "../simulation";

/** The month that is over is closed while the shop goes on reporting. */
export const closeMonth: Step = {
  name: "close",
  weight: { month: 1, payday: 6 },
  faults: ["two_closings"],
  isMortal: true,
  run: async (process) => {
    const isTwice = process.chance.isLucky(0.4);
    if (isTwice) process.simulation.hit("two_closings");
    const clicks = [closeEndedMonth(process)];
    if (isTwice) clicks.push(closeEndedMonth(process));
    await Promise.all(clicks);
  },
};

/** Closes the earliest month that is over and open, if there is one. */
export async function closeEndedMonth({ deps, admin }: Process): Promise<boolean> {
  let period: Period = previousPeriod(periodOf(deps.now(), UTC));
  for (;;) {
    const closed = await closePeriod(deps, admin, period);
    if (closed.ok) return true;
    if (closed.problem.kind !== "earlier_period_open") return false;
    period = closed.problem.earlier;
  }
}

export const prepare: Step = {
  name: "prepare",
  weight: { month: 2, payday: 9 },
  faults: [
    ...["two_preparations", "run_of_one_developer", "run_of_one_plugin"],
    "run_of_an_earlier_month",
  ],
  isMortal: true,
  run: async ({ simulation, deps, chance, admin, otherAdmin }) => {
    const { model, hit } = simulation;
    const kind = chance.next();
    const isTwice = chance.isLucky(0.3);
    const isEarlier = chance.isLucky(0.3);
    const back = chance.whole(1, 2);
    const scope =
      kind < 0.2
        ? { developerId: trusted.developerId(chance.pick(model.developers)) }
        : kind < 0.35
          ? { pluginId: trusted.pluginId(chance.pick(model.plugins)) }
          : {};
    const last = await lastClosed(deps);
    const period = isEarlier && last ? await closedBefore(deps, last, back) : last;
    if (!period) return;
    if (isEarlier) hit("run_of_an_earlier_month");
    if (isTwice) hit("two_preparations");
    if ("developerId" in scope) hit("run_of_one_developer");
    if ("pluginId" in scope) hit("run_of_one_plugin");
    const clicks = [prepareRun(deps, admin, { period, ...scope })];
    if (isTwice) clicks.push(prepareRun(deps, otherAdmin, { period }));
    await Promise.all(clicks);
  },
};

export async function lastClosed({ db }: Pick<Deps, "db">): Promise<Period | undefined> {
  const [row] = await db.sql<{ period: string | null }[]>`
    select max(period) as period from periods where closed_at is not null`;
  return row?.period ? trustedPeriod(row.period) : undefined;
}

/** So many closed months before that one, or the first of them. */
async function closedBefore(
  { db }: Pick<Deps, "db">,
  period: Period,
  back: number,
): Promise<Period | undefined> {
  const rows = await db.sql<{ period: string }[]>`
    select period from periods where closed_at is not null and period < ${period}
    order by period desc limit ${back}`;
  const last = rows.at(-1);
  return last && trustedPeriod(last.period);
}

/** Two admins click at once, and one of them may be the wrong one. */
export const approve: Step = {
  name: "approve",
  weight: { month: 2, payday: 9 },
  faults: ["two_approvals", "second_person_needed"],
  isMortal: true,
  run: async ({ simulation, deps, chance, admin, otherAdmin }) => {
    const isTwice = chance.isLucky(0.3);
    if (isTwice) simulation.hit("two_approvals");
    for (const { id } of await runsIn(deps, "prepared")) {
      const clicks = [approveRun(deps, admin, id)];
      if (isTwice) clicks.push(approveRun(deps, otherAdmin, id));
      for (const answer of await Promise.all(clicks)) {
        const isAlone = !answer.ok && answer.problem.kind === "needs_second_person";
        if (isAlone) simulation.hit("second_person_needed");
      }
    }
  },
};

export const cancel: Step = {
  name: "cancel",
  weight: { month: 0, payday: 3 },
  faults: ["canceled_midway"],
  isMortal: true,
  run: async ({ simulation, deps, chance, admin }) => {
    const place = chance.next();
    const runs = await runsIn(deps, "approved", "prepared");
    const run = runs[Math.floor(place * runs.length)];
    if (!run) return;
    const canceled = await cancelRun(deps, admin, run.id);
    if (canceled.ok) simulation.hit("canceled_midway");
  },
};

export const retry: Step = {
  name: "retry",
  weight: { month: 1, payday: 5 },
  faults: ["retried_all", "retried_one"],
  isMortal: true,
  run: async (process) => {
    const isOne = process.chance.isLucky(0.3);
    await retryFailed(process, isOne);
  },
};

export async function retryFailed(
  { simulation, deps, admin }: Process,
  isOne: boolean,
): Promise<void> {
  const failed = await deps.db.sql<{ run_id: string; id: string }[]>`
    select distinct on (run_id) run_id, id from payouts
    where state = 'failed' and run_id is not null order by run_id, id`;
  for (const { run_id, id } of failed) {
    const payoutId = isOne ? trusted.payoutId(id) : undefined;
    const retried = await retryPayouts(deps, admin, { runId: trusted.runId(run_id), payoutId });
    if (retried.ok) simulation.hit(isOne ? "retried_one" : "retried_all");
  }
}

export type KnownRun = { readonly id: RunId; readonly preparedBy: string };

export async function runsIn(
  { db }: Pick<Deps, "db">,
  ...states: readonly string[]
): Promise<readonly KnownRun[]> {
  const rows = await db.sql<{ id: string; prepared_by: string }[]>`
    select id, prepared_by from runs where state::text = any(${[...states]}::text[])
    order by prepared_at, id`;
  return rows.map((row) => ({ id: trusted.runId(row.id), preparedBy: row.prepared_by }));
}
