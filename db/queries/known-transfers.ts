import type { Database } from "@/db/client";

/**
 * Where Stripe's list of transfers has to be read from to find those that the books do not know:
 * after a transfer that they do, or since a moment before their first payout.
 */
export type KnownThrough =
  | { readonly kind: "transfer"; readonly transferId: string; readonly paidAt: Date }
  | { readonly kind: "beginning"; readonly at: Date };

/**
 * The newest transfer that was confirmed by Stripe's own answer to its sender, but for the last
 * twenty seconds. Stripe dates transfers by the second, so the very newest could stand before one
 * that a restored backup has lost; and who sends for long looks each fifteen seconds, so that what
 * Stripe made by itself between two looks is not behind what was sent meanwhile.
 *
 * What was only found at Stripe later does not count, because others like it may not be found yet.
 * Books without such a transfer are read from their first entry in the audit log, which no payout
 * precedes; absent when there is none.
 */
export async function findKnownThrough({
  sql,
}: Pick<Database, "sql">): Promise<KnownThrough | undefined> {
  const [known] = await sql<{ transfer_id: string; paid_at: Date }[]>`
    select payout.transfer_id, payout.paid_at from payouts as payout
    join payout_attempts as attempt on attempt.developer_id = payout.developer_id
      and attempt.payout_id = payout.id and attempt.no = payout.attempt_no
    where payout.transfer_id is not null and attempt.detail is null and payout.paid_at <= (
      select max(paid_at) from payouts where transfer_id is not null
    ) - interval '20 seconds'
    order by payout.paid_at desc, payout.id desc limit 1`;
  if (known) return { kind: "transfer", transferId: known.transfer_id, paidAt: known.paid_at };
  const [first] = await sql<{ at: Date }[]>`select at from audit_log order by seq limit 1`;
  return first && { kind: "beginning", at: first.at };
}
