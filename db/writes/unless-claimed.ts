import type { Database } from "@/db/client";

/**
 * Ends an upsert of `bucket`: what a payout has claimed stays as it is, and the event, then without
 * a bucket, is refused. Only closed months are claimed, so that nothing ever gets here; it is the
 * second lock on that door.
 */
export function unlessClaimed({ sql }: Pick<Database, "sql">) {
  return sql`where not exists (
    select 1 from payables as claimed
    where claimed.developer_id = bucket.developer_id and claimed.id = bucket.payable_id
      and claimed.payout_id is not null
  )`;
}
