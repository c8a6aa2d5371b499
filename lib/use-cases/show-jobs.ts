import { findJobRows, type JobRow } from "@/db/queries/jobs";
import type { AdminActor } from "@/lib/auth/actor";
import { JOBS, type JobName, nextSlot } from "@/lib/domain/job";
import type { Deps } from "./deps";
import { readCalendar } from "./run-job";

export type ShownJob = Partial<Omit<JobRow, "name">> & {
  readonly name: JobName;
  readonly isRunning: boolean;
  /** Absent when it is switched off. */
  readonly next: Date | undefined;
};

/** Every job with its last run and its next. */
export async function showJobs(
  deps: Pick<Deps, "db" | "now" | "zone">,
  _admin: AdminActor,
): Promise<readonly ShownJob[]> {
  const now = deps.now();
  const [rows, calendar] = await Promise.all([findJobRows(deps.db), readCalendar(deps)]);
  return JOBS.map((name) => {
    const row = rows.find((known) => known.name === name);
    const isRunning = row?.runsUntil !== undefined && row.runsUntil > now;
    return { ...row, name, isRunning, next: nextSlot(name, now, calendar) };
  });
}

const SILENT_MS = 3 * 60_000;

/** Whether no worker has looked for work for minutes: then nothing is sent, whoever approves. */
export function isWorkerSilent(jobs: readonly ShownJob[], now: Date): boolean {
  const sweep = jobs.find(({ name }) => name === "sweep");
  if (!sweep?.startedAt) return true;
  return !sweep.isRunning && now.getTime() - sweep.startedAt.getTime() > SILENT_MS;
}
