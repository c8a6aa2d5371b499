import type { Database } from "@/db/client";
import type { SendingPause } from "@/lib/domain/sending-pause";
import { auditCtes } from "./audit";

type Sql = Pick<Database, "sql">;

/** Keeps what Stripe said is available, or only that it was asked and gave no answer. */
export async function keepReading(
  { sql }: Sql,
  { id }: Pick<SendingPause, "id">,
  { available, at }: { readonly available: bigint | undefined; readonly at: Date },
): Promise<void> {
  await (available === undefined
    ? sql`update sending_pauses set checked_at = ${at} where id = ${id}`
    : sql`update sending_pauses set checked_at = ${at}, available = ${available}, read_at = ${at}
        where id = ${id} and (read_at is null or read_at <= ${at})`);
}

/** Lets a currency be sent again. Of two who find the money at once, one is told that it did. */
export async function resumeSending(
  db: Sql,
  { id, currency }: Pick<SendingPause, "id" | "currency">,
  { at, by, available }: { readonly at: Date; readonly by: string; readonly available?: bigint },
): Promise<boolean> {
  const entry = {
    ...{ at, actor: by, action: "sending.resume", subject: `currency:${currency}` },
    detail: { pause: id, available: available?.toString() ?? null },
  };
  const rows = await db.sql`
    with resumed as (
      update sending_pauses set resumed_at = ${at}, resumed_by = ${by}
      where id = ${id} and resumed_at is null
      returning id
    ),
    ${auditCtes(db, entry, "resumed")}
    select id from resumed`;
  return rows.length === 1;
}
