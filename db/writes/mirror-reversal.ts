import type { Database } from "@/db/client";
import { type Day, periodOfDay } from "@/lib/domain/period";
import { auditCtes } from "./audit";
import type { PayoutKey } from "./payout-leases";

/**
 * Keeps how much of a paid transfer has been taken back, as Stripe's total says. A total that is
 * not above the known one changes nothing, so late and repeated news have no effect.
 *
 * What came back since the last news is owed again: it is written down with its day in the same
 * statement, for the next payout to claim. The day's month is held open meanwhile, as when events
 * are recorded: a month that is closed in this moment is never restated.
 */
export type MirrorOutcome = "mirrored" | "no_news" | "period_closed";

export async function mirrorReversal(
  db: Pick<Database, "sql">,
  reversal: PayoutKey & {
    readonly reversed: bigint;
    readonly at: Date;
    readonly day: Day;
    readonly by: string;
  },
): Promise<MirrorOutcome> {
  const { developerId, payoutId, at } = reversal;
  const reversed = reversal.reversed.toString();
  const entry = {
    at,
    actor: reversal.by,
    action: "payout.reversed",
    subject: `payout:${payoutId}`,
    detail: { reversed },
  };
  const [row] = await db.sql<{ is_open: boolean; is_mirrored: boolean }[]>`
    with open_period as materialized (
      select period from periods
      where period = ${periodOfDay(reversal.day)} and closed_at is null for share
    ),
    known as materialized (
      select developer_id, id, reversed_amount from payouts
      where developer_id = ${developerId} and id = ${payoutId}
        and state in ('paid', 'partly_reversed')
        and reversed_amount < ${reversed}::bigint and ${reversed}::bigint <= amount
        and exists (select 1 from open_period)
      for update
    ),
    mirrored as (
      update payouts as payout
      set reversed_amount = ${reversed}::bigint, updated_at = ${at},
        state = case when amount = ${reversed}::bigint then 'reversed'
          else 'partly_reversed' end::payout_state
      from known where payout.developer_id = known.developer_id and payout.id = known.id
      returning payout.developer_id, payout.id, payout.currency,
        ${reversed}::bigint - known.reversed_amount as returned
    ),
    owed_again as (
      insert into payout_returns (developer_id, payout_id, currency, amount, day, returned_at)
      select developer_id, id, currency, returned, ${reversal.day}::date, ${at} from mirrored
      returning id
    ),
    ${auditCtes(db, entry, "mirrored")}
    select exists (select 1 from open_period) as is_open,
      exists (select 1 from mirrored) as is_mirrored`;
  if (row?.is_mirrored) return "mirrored";
  return row?.is_open ? "no_news" : "period_closed";
}
