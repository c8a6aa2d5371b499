import type { Database } from "@/db/client";
import type { Period } from "@/lib/domain/period";
import { auditCtes } from "./audit";

export type PeriodClosing = { readonly period: Period; readonly at: Date; readonly by: string };

/**
 * Closes a month, unless it is closed or an earlier one is still open.
 *
 * Records in flight hold the row `FOR SHARE`, so this waits for them; records that wait for this
 * see the month closed and post to the next. No event slips into a closed month. A month that
 * never had a row while a later one is closed gets it here, closed at once. An earlier month that is
 * opened meanwhile makes this lose a race, by a trigger.
 */
export async function closePeriodRow(
  db: Pick<Database, "sql">,
  { period, at, by }: PeriodClosing,
): Promise<boolean> {
  const entry = { at, actor: by, action: "period.close", subject: `period:${period}`, detail: {} };
  const rows = await db.sql`
    with known as (
      update periods set closed_at = ${at}, closed_by = ${by}
      where period = ${period} and closed_at is null and not exists (
        select 1 from periods as earlier
        where earlier.period < ${period} and earlier.closed_at is null
      )
      returning period
    ),
    passed_over as (
      insert into periods (period, closed_at, closed_by)
      select ${period}, ${at}, ${by}
      where exists (select 1 from periods where period > ${period} and closed_at is not null)
        and not exists (select 1 from periods where period < ${period} and closed_at is null)
      on conflict do nothing
      returning period
    ),
    closed as (select period from known union all select period from passed_over),
    ${auditCtes(db, entry, "closed")}
    select period from closed`;
  return rows.length === 1;
}
