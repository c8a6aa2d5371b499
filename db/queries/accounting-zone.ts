import type { Database } from "@/db/client";
import { type AccountingZone, trustedZone } from "@/lib/domain/period";

/** The zone that the books are kept in; absent until a process has started with them. */
export async function findAccountingZone({
  sql,
}: Pick<Database, "sql">): Promise<AccountingZone | undefined> {
  const [row] = await sql<{ zone: string }[]>`select zone from accounting_zone`;
  return row && trustedZone(row.zone);
}

/** Enough to tell zones apart, and soon read. */
const EVENTS_READ_MAX = 200_000;

/**
 * Whether each event counts on the day that it happened on in the zone, or on the first of a month
 * after closed ones, as far as the books' first events tell.
 */
export async function hasDaysOf(
  { sql }: Pick<Database, "sql">,
  zone: AccountingZone,
): Promise<boolean> {
  const rows = await sql`
    with closed as (
      select max(period) as through from periods where closed_at is not null
    )
    select from closed, (
      select posted_on, (occurred_at at time zone ${zone})::date as day from events
      limit ${EVENTS_READ_MAX}
    ) as event
    where posted_on <> day and not (
      posted_on > day and extract(day from posted_on) = 1
      and to_char(day, 'YYYY-MM') <= coalesce(closed.through, '')
    )
    limit 1`;
  return rows.length === 0;
}
