import type { Database } from "@/db/client";
import type { Period } from "@/lib/domain/period";
import { auditCtes } from "./audit";

export type PeriodClosing = { readonly period: Period; readonly at: Date; readonly by: string };

/** A month without events has no row yet; closing needs one to update. */
export async function ensurePeriod({ sql }: Pick<Database, "sql">, period: Period): Promise<void> {
  await sql`insert into periods (period) values (${period}) on conflict do nothing`;
}

/**
 * Closes a month, unless it is closed or an earlier one is still open.
 *
 * Records in flight hold the row `FOR SHARE`, so this waits for them; records that wait for this
 * see the month closed and post to the next. No event slips into a closed month.
 */
export async function closePeriodRow(
  db: Pick<Database, "sql">,
  { period, at, by }: PeriodClosing,
): Promise<boolean> {
  const entry = { at, actor: by, action: "period.close", subject: `period:${period}`, detail: {} };
  const rows = await db.sql`
    with closed as (
      update periods set closed_at = ${at}, closed_by = ${by}
      where period = ${period} and closed_at is null and not exists (
        select 1 from periods as earlier
        where earlier.period < ${period} and earlier.closed_at is null
      )
      returning period
    ),
    ${auditCtes(db, entry, "closed")}
    select period from closed`;
  return rows.length === 1;
}
