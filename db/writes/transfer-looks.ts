import type { Database } from "@/db/client";
import type { LookedThrough } from "@/db/queries/known-transfers";

/** Keeps how far Stripe's list was looked through; of two processes, the one that came further. */
export async function saveLookedThrough(
  { sql }: Pick<Database, "sql">,
  { transferId, madeAt }: LookedThrough,
): Promise<void> {
  await sql`
    insert into transfer_looks as known (id, transfer_id, made_at)
    values (1, ${transferId}, ${madeAt})
    on conflict (id) do update set transfer_id = excluded.transfer_id, made_at = excluded.made_at
    where known.made_at < excluded.made_at`;
}
