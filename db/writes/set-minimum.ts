import type { Database } from "@/db/client";
import type { Money } from "@/lib/domain/money";
import { auditCtes } from "./audit";

/** Sets the least that is paid out in a currency. Runs that are already prepared keep theirs. */
export async function upsertMinimum(
  db: Pick<Database, "sql">,
  minimum: Money,
  decision: { readonly by: string; readonly at: Date },
): Promise<void> {
  const entry = {
    at: decision.at,
    actor: decision.by,
    action: "minimum.set",
    subject: `currency:${minimum.currency}`,
    detail: { amount: minimum.minor.toString() },
  };
  await db.sql`
    with changed as (
      insert into payout_minimums as known (currency, amount, updated_by, updated_at)
      values (${minimum.currency}, ${minimum.minor}, ${decision.by}, ${decision.at})
      on conflict (currency) do update set amount = excluded.amount,
        updated_by = excluded.updated_by, updated_at = excluded.updated_at
      where known.amount <> excluded.amount
      returning currency
    ),
    ${auditCtes(db, entry, "changed")}
    select currency from changed`;
}
