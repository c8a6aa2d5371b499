import type { Database } from "@/db/client";
import { auditCtes } from "./audit";

export type CloseScheduleRow = {
  readonly id: string;
  readonly day: number | null;
  readonly hour: number | null;
  readonly approves: boolean;
  readonly by: string;
  readonly at: Date;
};

/** Decides when months are closed by the clock, from now on. */
export async function insertCloseSchedule(
  db: Pick<Database, "sql">,
  { id, day, hour, approves, by, at }: CloseScheduleRow,
): Promise<void> {
  const entry = {
    ...{ at, actor: by, action: "close_schedule.set", subject: "close_schedule" },
    detail: { day, hour, approves },
  };
  await db.sql`
    with added as (
      insert into close_schedules (id, day, hour, approves, set_by, set_at)
      values (${id}::uuid, ${day}, ${hour}, ${approves}, ${by}, ${at})
      returning id
    ),
    ${auditCtes(db, entry, "added")}
    select id from added`;
}
