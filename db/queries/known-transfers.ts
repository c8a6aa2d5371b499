import type { Database } from "@/db/client";

type Sql = Pick<Database, "sql">;

/**
 * The newest transfer that Stripe's own answer confirmed to its sender, but for the last twenty
 * seconds: Stripe dates transfers by the second, so the very newest could stand before one that a
 * restored backup has lost. What was only found at Stripe later does not count, because others like
 * it may not be found yet.
 */
export async function findConfirmedTransfer({ sql }: Sql): Promise<string | undefined> {
  const [known] = await sql<{ transfer_id: string }[]>`
    select payout.transfer_id from payouts as payout
    join payout_attempts as attempt on attempt.developer_id = payout.developer_id
      and attempt.payout_id = payout.id and attempt.no = payout.attempt_no
    where payout.transfer_id is not null and attempt.detail is null and payout.paid_at <= (
      select max(paid_at) from payouts where transfer_id is not null
    ) - interval '20 seconds'
    order by payout.paid_at desc, payout.id desc limit 1`;
  return known?.transfer_id;
}

/** Through which transfer these books have looked at all that Stripe has, by Stripe's date. */
export type LookedThrough = { readonly transferId: string; readonly madeAt: Date };

export async function findLookedThrough({ sql }: Sql): Promise<LookedThrough | undefined> {
  const [look] = await sql<{ transfer_id: string; made_at: Date }[]>`
    select transfer_id, made_at from transfer_looks`;
  return look && { transferId: look.transfer_id, madeAt: look.made_at };
}

/** When the audit log began, which no payout precedes; absent in books that nobody wrote in. */
export async function findFirstEntryAt({ sql }: Sql): Promise<Date | undefined> {
  const [first] = await sql<{ at: Date }[]>`select at from audit_log order by seq limit 1`;
  return first?.at;
}
