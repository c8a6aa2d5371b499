import type { Database } from "@/db/client";
import { PAYOUT_STATES, type PayoutState } from "@/lib/domain/payout";

/** Figures about the whole marketplace for monitoring. None tells of a developer or of an amount. */
export type Metrics = {
  readonly payouts: readonly { readonly state: PayoutState; readonly count: number }[];
  /** How long the oldest payout has waited in a state that passes by itself. Seconds. */
  readonly oldestSeconds: Readonly<Record<"approved" | "submitting" | "unknown", number>>;
  readonly stripeEventsWaiting: number;
  readonly stripeEventOldestSeconds: number;
  readonly periodsOpen: number;
  readonly auditEntries: number;
};

type Sql = Pick<Database, "sql">;

export async function findMetrics(db: Sql, now: Date): Promise<Metrics> {
  const [payouts, oldest, stripe, totals] = await Promise.all([
    countPayouts(db),
    findOldest(db, now),
    findStripeBacklog(db, now),
    findTotals(db),
  ]);
  return { payouts, oldestSeconds: oldest, ...stripe, ...totals };
}

async function countPayouts({ sql }: Sql): Promise<Metrics["payouts"]> {
  const rows = await sql<{ state: PayoutState; count: number }[]>`
    select state, count(*)::int as count from payouts group by state`;
  const counts = new Map(rows.map((row) => [row.state, row.count]));
  return PAYOUT_STATES.map((state) => ({ state, count: counts.get(state) ?? 0 }));
}

async function findOldest({ sql }: Sql, now: Date): Promise<Metrics["oldestSeconds"]> {
  const rows = await sql<{ state: "approved" | "submitting" | "unknown"; seconds: number }[]>`
    select state,
      greatest(extract(epoch from ${now}::timestamptz - min(updated_at)), 0)::float8 as seconds
    from payouts where state in ('approved', 'submitting', 'unknown') group by state`;
  const seconds = new Map(rows.map((row) => [row.state, row.seconds]));
  return {
    approved: seconds.get("approved") ?? 0,
    submitting: seconds.get("submitting") ?? 0,
    unknown: seconds.get("unknown") ?? 0,
  };
}

async function findStripeBacklog({ sql }: Sql, now: Date) {
  const [row] = await sql<{ count: number; seconds: number | null }[]>`
    select count(*)::int as count,
      greatest(extract(epoch from ${now}::timestamptz - min(received_at)), 0)::float8 as seconds
    from stripe_events where processed_at is null`;
  return { stripeEventsWaiting: row?.count ?? 0, stripeEventOldestSeconds: row?.seconds ?? 0 };
}

async function findTotals({ sql }: Sql) {
  const [row] = await sql<{ open: number; entries: number }[]>`
    select (select count(*)::int from periods where closed_at is null) as open,
      (select seq::int from audit_head where id = 1) as entries`;
  return { periodsOpen: row?.open ?? 0, auditEntries: row?.entries ?? 0 };
}
