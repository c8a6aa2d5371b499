import { findCloseSchedule } from "@/db/queries/jobs";
import { findHoldings } from "@/db/queries/payout-rules";
import { claimJob, finishJob } from "@/db/writes/jobs";
import type { Calendar } from "@/lib/domain/closing";
import { type JobName, type JobReport, lastSlot } from "@/lib/domain/job";
import { later } from "./attempt-timing";
import type { Deps } from "./deps";

type JobDeps = Pick<Deps, "db" | "now" | "newId" | "zone">;

const MINUTE_MS = 60_000;
/** Longer than it takes. A worker that died with a job in its hands keeps others from it so long. */
const LEASE_MS: Readonly<Record<JobName, number>> = {
  sweep: 5 * MINUTE_MS,
  verify: 30 * MINUTE_MS,
  reconcile: 60 * MINUTE_MS,
  close: 45 * MINUTE_MS,
};

/** So long a dead worker may keep a job. */
export const JOB_LEASE_MAX_MS = Math.max(...Object.values(LEASE_MS));

export type JobRun =
  /** Not its time, or somebody else runs it. */
  | { readonly kind: "not_due" }
  | { readonly kind: "ran"; readonly report: JobReport }
  | { readonly kind: "failed"; readonly error: unknown };

/** A job whose date has come. */
export type DueJob = {
  readonly slot: Date;
  readonly calendar: Calendar;
  /** When the run before ended; absent when there was none, or none that came to its end. */
  readonly doneAt: Date | undefined;
};

/**
 * Runs a job when its date has come and no other worker has it, and writes down how it ended.
 * Dates that were missed while no worker ran are made up for once.
 */
export async function runJob(
  deps: JobDeps,
  name: JobName,
  work: (due: DueJob) => Promise<JobReport>,
  { by, isAsked = false }: { readonly by: string; readonly isAsked?: boolean },
): Promise<JobRun> {
  const at = deps.now();
  const calendar = await readCalendar(deps);
  const slot = lastSlot(name, at, calendar) ?? (isAsked ? at : undefined);
  if (!slot) return { kind: "not_due" };
  const token = deps.newId();
  const claim = { name, slot, token, until: later(at, LEASE_MS[name]), at, by, isAsked };
  const claimed = await claimJob(deps.db, claim);
  if (!claimed) return { kind: "not_due" };
  try {
    const report = await work({ slot, calendar, doneAt: claimed.doneAt });
    await finishJob(deps.db, { name, token, at: deps.now(), ...report });
    return { kind: "ran", report };
  } catch (error) {
    const message = "It stopped with an error, and is tried again within ten minutes.";
    await finishJob(deps.db, { name, token, at: deps.now(), outcome: "failed", message });
    return { kind: "failed", error };
  }
}

export async function readCalendar({ db, zone }: Pick<Deps, "db" | "zone">): Promise<Calendar> {
  const close = (await findCloseSchedule(db))?.schedule;
  return { zone, close, holdings: close ? await findHoldings(db) : [] };
}
