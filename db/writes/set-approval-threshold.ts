import type { Database } from "@/db/client";
import type { Currency } from "@/lib/domain/currency";
import type { Money } from "@/lib/domain/money";
import { auditCtes } from "./audit";

type Decided = { readonly by: string; readonly at: Date };

/** Sets the most of a run that one person may both prepare and approve, from now on. */
export async function upsertThreshold(
  db: Pick<Database, "sql">,
  threshold: Money,
  { by, at }: Decided,
): Promise<void> {
  const entry = {
    ...{ at, actor: by, action: "approval_threshold.set" },
    subject: `currency:${threshold.currency}`,
    detail: { amount: threshold.minor.toString() },
  };
  await db.sql`
    with changed as (
      insert into approval_thresholds as known (currency, amount, updated_by, updated_at)
      values (${threshold.currency}, ${threshold.minor}, ${by}, ${at})
      on conflict (currency) do update set amount = excluded.amount,
        updated_by = excluded.updated_by, updated_at = excluded.updated_at
      where known.amount <> excluded.amount
      returning currency
    ),
    ${auditCtes(db, entry, "changed")}
    select currency from changed`;
}

/** Lets one person prepare and approve any amount of a currency again. */
export async function deleteThreshold(
  db: Pick<Database, "sql">,
  currency: Currency,
  { by, at }: Decided,
): Promise<boolean> {
  const detail = db.sql`(select jsonb_build_object('amount', amount::text) from changed)`;
  const entry = {
    ...{ at, actor: by, action: "approval_threshold.remove" },
    subject: `currency:${currency}`,
    detail,
  };
  const rows = await db.sql`
    with changed as (
      delete from approval_thresholds where currency = ${currency} returning currency, amount
    ),
    ${auditCtes(db, entry, "changed")}
    select currency from changed`;
  return rows.length === 1;
}
