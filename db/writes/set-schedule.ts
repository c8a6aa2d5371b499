import type { Database } from "@/db/client";
import type { DeveloperId } from "@/lib/domain/ids";
import type { PayoutSchedule } from "@/lib/domain/schedule";
import { auditCtes } from "./audit";

/**
 * Says when a developer's sales are paid, from the next one that is recorded. Absent when there is
 * no such developer, false when it was so already.
 */
export async function setScheduleRow(
  db: Pick<Database, "sql">,
  change: {
    readonly developerId: DeveloperId;
    readonly schedule: PayoutSchedule;
    readonly by: string;
    readonly at: Date;
  },
): Promise<boolean | undefined> {
  const { developerId, schedule, by, at } = change;
  const entry = {
    ...{ at, actor: by, action: "developer.schedule", subject: `developer:${developerId}` },
    detail: { schedule },
  };
  const [row] = await db.sql<{ is_changed: boolean }[]>`
    with changed as (
      update developers set schedule = ${schedule}::payout_schedule, updated_at = ${at}
      where id = ${developerId} and schedule <> ${schedule}::payout_schedule
      returning id
    ),
    ${auditCtes(db, entry, "changed")}
    select exists (select 1 from changed) as is_changed
    from developers where id = ${developerId}`;
  return row?.is_changed;
}
