import type { Database } from "@/db/client";
import type { PayoutRule } from "@/lib/domain/payout-rule";
import type { Period } from "@/lib/domain/period";
import { auditCtes } from "./audit";

/** Decides when balances are paid, from a month on. Runs that are already prepared keep theirs. */
export async function insertPayoutRule(
  db: Pick<Database, "sql">,
  rule: PayoutRule & {
    readonly id: string;
    readonly from: Period;
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  const { id, from, holdingDays, by, at } = rule;
  const sweepMonth = rule.sweepMonth ?? null;
  const entry = {
    ...{ at, actor: by, action: "payout_rule.set", subject: `period:${from}` },
    detail: { id, holdingDays, sweepMonth },
  };
  await db.sql`
    with added as (
      insert into payout_rules (id, from_period, holding_days, sweep_month, set_by, set_at)
      values (${id}::uuid, ${from}, ${holdingDays}, ${sweepMonth}, ${by}, ${at})
      returning id
    ),
    ${auditCtes(db, entry, "added")}
    select id from added`;
}
