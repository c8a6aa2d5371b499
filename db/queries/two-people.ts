import type { Fragment, ISql } from "postgres";
import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import type { RunId } from "@/lib/domain/ids";
import { type Money, money } from "@/lib/domain/money";

type Sql = Pick<Database, "sql">;

/**
 * CTEs that hold a run against the threshold, for whatever lets its payouts be sent.
 *
 * `run_totals` has the run's amount by currency with the threshold of this moment. `alone` has a
 * row when `by` prepared the run and it is above a threshold: then nothing may be sent.
 */
export function twoPeopleCtes({ sql }: Sql, runId: RunId, by: string) {
  return sql`
    run_totals as materialized (
      select payout.currency, sum(payout.amount)::bigint as amount, threshold.amount as threshold
      from payouts as payout
      left join approval_thresholds as threshold on threshold.currency = payout.currency
      where payout.run_id = ${runId} and payout.state <> 'canceled'
      group by payout.currency, threshold.amount
    ),
    alone as materialized (
      select run.id from runs as run
      where run.id = ${runId} and ${isSamePersonSql({ sql }, sql`run.prepared_by`, sql`${by}::text`)}
        and exists (select 1 from run_totals where amount > threshold)
    )`;
}

/** As `isSamePerson` in the domain: on a page, on the command line and through a key one is the same. */
export function isSamePersonSql(
  { sql }: { readonly sql: ISql<{ bigint: bigint }> },
  left: Fragment,
  right: Fragment,
) {
  const personOf = (name: Fragment) => sql`
    coalesce(substring(${name} from ${"^key:(\\S+) "}::text),
      regexp_replace(${name}, ${"^(user|operator):"}, ''))`;
  return sql`${personOf(left)} = ${personOf(right)}`;
}

/** What of a run is above its threshold, when the admin prepared it; else nothing. */
export async function findAbove(
  db: Sql,
  admin: AdminActor,
  runId: RunId,
): Promise<readonly { readonly amount: Money; readonly threshold: Money }[]> {
  const rows = await db.sql<{ currency: string; amount: bigint; threshold: bigint }[]>`
    with ${twoPeopleCtes(db, runId, admin.name)}
    select total.currency, total.amount, total.threshold from run_totals as total, alone
    where total.amount > total.threshold order by total.currency`;
  return rows.map((row) => ({
    amount: money(row.amount, trustedCurrency(row.currency)),
    threshold: money(row.threshold, trustedCurrency(row.currency)),
  }));
}

/** Everybody whom the database calls an admin. */
export async function findAdminEmails(
  { sql }: Sql,
  _admin: AdminActor,
): Promise<readonly string[]> {
  const rows = await sql<{ email: string }[]>`
    select email from users where role = 'admin' order by email`;
  return rows.map(({ email }) => email);
}

/** The most of a run that one person may both prepare and approve, and who set it. */
export type Threshold = { readonly amount: Money; readonly by: string; readonly at: Date };

export async function findThresholds(
  { sql }: Sql,
  _admin: AdminActor,
): Promise<readonly Threshold[]> {
  const rows = await sql<{ currency: string; amount: bigint; by: string; at: Date }[]>`
    select currency, amount, updated_by as by, updated_at as at
    from approval_thresholds order by currency`;
  return rows.map(({ currency, amount, by, at }) => ({
    amount: money(amount, trustedCurrency(currency)),
    by,
    at,
  }));
}
