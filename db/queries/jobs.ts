import type { Database } from "@/db/client";
import type { CloseSchedule } from "@/lib/domain/closing";
import type { JobName, JobOutcome } from "@/lib/domain/job";

type Sql = Pick<Database, "sql">;

export type JobRow = {
  readonly name: JobName;
  readonly startedAt: Date;
  readonly startedBy: string;
  /** Until when it is being run; absent when it is not. */
  readonly runsUntil: Date | undefined;
  readonly last:
    | { readonly at: Date; readonly outcome: JobOutcome; readonly message: string }
    | undefined;
};

export async function findJobRows({ sql }: Sql): Promise<readonly JobRow[]> {
  const rows = await sql<
    {
      name: JobName;
      started_at: Date;
      started_by: string;
      lease_until: Date | null;
      finished_at: Date | null;
      outcome: JobOutcome | null;
      message: string | null;
    }[]
  >`select name, started_at, started_by, lease_until, finished_at, outcome, message from jobs`;
  return rows.map((row) => ({
    name: row.name,
    startedAt: row.started_at,
    startedBy: row.started_by,
    runsUntil: row.lease_until ?? undefined,
    last:
      row.finished_at && row.outcome
        ? { at: row.finished_at, outcome: row.outcome, message: row.message ?? "" }
        : undefined,
  }));
}

export type DecidedSchedule = {
  readonly by: string;
  readonly at: Date;
  /** Absent when it was switched off. */
  readonly schedule: CloseSchedule | undefined;
};

/** The schedule that counts, and who set it; absent when nobody ever did. */
export async function findCloseSchedule({ sql }: Sql): Promise<DecidedSchedule | undefined> {
  const [row] = await sql<
    { day: number | null; hour: number | null; approves: boolean; set_by: string; set_at: Date }[]
  >`
    select day, hour, approves, set_by, set_at from close_schedules
    order by set_at desc, id desc limit 1`;
  if (!row) return undefined;
  const { day, hour, approves, set_by: by, set_at: at } = row;
  const schedule = day === null || hour === null ? undefined : { day, hour, approves, since: at };
  return { by, at, schedule };
}
