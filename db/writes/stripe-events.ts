import type { Database } from "@/db/client";

type Sql = Pick<Database, "sql">;

export type ReceivedStripeEvent = {
  readonly id: string;
  readonly type: string;
  readonly account: string | undefined;
  readonly objectId: string | undefined;
  readonly summary: Readonly<Record<string, unknown>>;
  readonly receivedAt: Date;
};

/** Whether it is new. Of any number of deliveries at once, the primary key lets one be new. */
export async function storeStripeEvent({ sql }: Sql, event: ReceivedStripeEvent): Promise<boolean> {
  const rows = await sql`
    insert into stripe_events (id, type, account, object_id, payload, received_at)
    values (${event.id}, ${event.type}, ${event.account ?? null}, ${event.objectId ?? null},
      ${JSON.stringify(event.summary)}::text::jsonb, ${event.receivedAt})
    on conflict (id) do nothing
    returning id`;
  return rows.length > 0;
}

/**
 * Takes an event up, counted before the work begins, so that one that kills the worker is seen to do
 * so. Of several workers that saw the same count, one has it.
 */
export async function beginStripeEvent(
  { sql }: Sql,
  { id, attempts }: { readonly id: string; readonly attempts: number },
): Promise<boolean> {
  const rows = await sql`
    update stripe_events set attempts = attempts + 1
    where id = ${id} and attempts = ${attempts} and processed_at is null
    returning id`;
  return rows.length > 0;
}

export async function markStripeEventProcessed(
  { sql }: Sql,
  event: { readonly id: string; readonly at: Date; readonly outcome: string },
): Promise<void> {
  await sql`
    update stripe_events set processed_at = ${event.at}, outcome = ${event.outcome}
    where id = ${event.id} and processed_at is null`;
}
