import type { RunId } from "@/lib/domain/ids";
import { nextPeriod, type Period, shiftPeriod, trustedPeriod } from "@/lib/domain/period";
import { approveRun } from "@/lib/use-cases/approve-run";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { ADMIN, closeThrough, lastMonth, type TestDeveloper } from "./marketplace";
import type { World } from "./world";

const MONTHS_BACK = 9;

/**
 * A month of the past that no story has closed yet, so that what is recorded in it counts in it.
 * Never the last one, which stays open for the story that closes it in the browser.
 */
export async function findOpenMonth({ deps }: World): Promise<Period> {
  const earliest = shiftPeriod(lastMonth(), -MONTHS_BACK);
  const [row] = await deps.db.sql<{ closed: string | null }[]>`
    select max(period) as closed from periods where closed_at is not null`;
  const afterClosed = row?.closed ? nextPeriod(trustedPeriod(row.closed)) : earliest;
  const month = [earliest, afterClosed].sort().at(-1) ?? earliest;
  if (month >= lastMonth()) throw new Error("Every month before the last one is closed already");
  return month;
}

/** A run of a month, for one developer alone. Closes the month if need be. */
export async function prepareFor(
  world: World,
  developer: TestDeveloper,
  period: Period,
): Promise<RunId> {
  await closeThrough(world, period);
  const prepared = await prepareRun(world.deps, ADMIN, { period, developerId: developer.id });
  if (!prepared.ok) throw new Error(prepared.problem.kind);
  return prepared.value.runId;
}

export async function approve({ deps }: World, runId: RunId): Promise<void> {
  const approved = await approveRun(deps, ADMIN, runId);
  if (!approved.ok) throw new Error(approved.problem.kind);
}

/** The address of an admin's page about a run. */
export function runPath(period: Period, runId: RunId): string {
  return `/admin/periods/${period}?run=${runId}`;
}
