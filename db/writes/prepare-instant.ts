import type { Database } from "@/db/client";
import type { WaitingSale } from "@/db/queries/instant-work";
import { spokenForCtes, unsentCte } from "@/db/queries/spoken-for";
import type { SaleSkipReason } from "@/lib/domain/eligibility";
import type { RunId } from "@/lib/domain/ids";
import { auditCtes } from "./audit";

/** Who prepares and, below the threshold, approves what is paid at once. */
export const SCHEDULE = "instant-schedule";

export type InstantPreparation = WaitingSale & { readonly runId: RunId; readonly at: Date };

/** What became of a sale that waited: a payout by itself, or left for the monthly run. */
export type PreparedSale = {
  readonly isPaid: boolean;
  readonly reason: SaleSkipReason | undefined;
};

/**
 * Judges one sale of a developer who is paid at once, and claims it for a run and a payout of just
 * that sale, as one statement. Absent when somebody else did, or a monthly run claimed it.
 *
 * The developer's whole unsettled money in the currency is locked first, and the sum of the locked
 * rows is what is judged by: a run, another sale and a refund at the same moment wait for each
 * other, so nothing is claimed twice and no two payouts rely on the same balance. Months that are
 * open are part of it, so buckets are locked too, in the order in which recording does. Debts come
 * first: what is left over must cover what the runs of earlier months may still pay, the highest
 * that the rest stands at through any of them, or one balance would be paid twice; also if payouts
 * that were not sent are canceled. A sale that is not paid now is never judged again here, and a
 * skip keeps why.
 */
export async function prepareInstant(
  db: Pick<Database, "sql">,
  { developerId, eventId, runId, at }: InstantPreparation,
): Promise<PreparedSale | undefined> {
  const { sql } = db;
  const detail = sql`(
    select jsonb_build_object('event', judged.id, 'payouts', 1,
      'payoutIds', (select jsonb_agg(id) from created)) from judged)`;
  const entry = { at, actor: SCHEDULE, action: "run.prepare", subject: `run:${runId}`, detail };
  const [row] = await sql<{ is_paid: boolean; reason: SaleSkipReason | null }[]>`
    with ${judgeCtes(db, developerId, eventId)},
    touched as (
      update payables as payable
      set waits_for_instant = false, payout_id = case when judged.reason is null
        then md5(${runId}::text || ':' || judged.developer_id || ':' || judged.currency)::uuid end
      from judged
      where payable.developer_id = judged.developer_id and payable.id = judged.id
        and payable.payout_id is null and payable.waits_for_instant
      returning payable.id, payable.payout_id
    ),
    run as (
      insert into runs (id, period, developer_id, event_id, state, prepared_by, prepared_at)
      select ${runId}::uuid, to_char(judged.day, 'YYYY-MM'), judged.developer_id, judged.id,
        'prepared', ${SCHEDULE}, ${at}
      from judged join touched on touched.id = judged.id
      where touched.payout_id is not null
      returning id, period
    ),
    created as (
      insert into payouts (developer_id, id, run_id, period, currency, amount, minimum, state,
        destination, source_charge, created_at, updated_at)
      select judged.developer_id, touched.payout_id, run.id, run.period, judged.currency,
        judged.amount, judged.minimum, 'ready', judged.destination, judged.charge, ${at}, ${at}
      from run, judged, touched
      returning id
    ),
    skipped as (
      insert into sale_skips (developer_id, event_id, currency, reason, amount, minimum, balance,
        created_at, requirements_due, disabled_reason)
      select judged.developer_id, judged.id, judged.currency, judged.reason, judged.amount,
        judged.minimum, case when judged.reason = 'owes_marketplace'
          then judged.balance - judged.reserved else judged.balance end,
        ${at}, judged.requirements_due, judged.disabled_reason
      from judged join touched on touched.id = judged.id
      where judged.reason is not null
    ),
    ${auditCtes(db, entry, "run")}
    select touched.payout_id is not null as is_paid, judged.reason
    from touched join judged on judged.id = touched.id`;
  return row && { isPaid: row.is_paid, reason: row.reason ?? undefined };
}

/** The sale, and what it is judged by: `whole` has the sums of all that is locked. */
function lockCtes({ sql }: Pick<Database, "sql">, developerId: string, eventId: string) {
  return sql`
    waiting as materialized (
      select developer_id, id, currency, day, developer_share as amount from claimed_balances
      where developer_id = ${developerId} and payable_id = ${eventId}::uuid
        and waits_for_instant and payout_id is null
    ),
    unsettled as materialized (
      select payable.id, payable.developer_id, payable.currency, payable.period,
        bucket.developer_share as amount
      from payables as payable join balances as bucket
        on bucket.developer_id = payable.developer_id and bucket.payable_id = payable.id
      where payable.developer_id = ${developerId} and payable.payout_id is null
        and payable.currency = (select currency from waiting)
      order by bucket.plugin_id, bucket.day, bucket.id for no key update
    ),
    returned as materialized (
      select developer_id, currency, to_char(day, 'YYYY-MM') as period, amount from payout_returns
      where developer_id = ${developerId} and paid_again_by is null
        and currency = (select currency from waiting)
      order by id for update
    ),
    others as (
      select developer_id, currency, period, amount from unsettled where id <> ${eventId}::uuid
      union all
      select developer_id, currency, period, amount from returned
    ),
    ${unsentCte({ sql }, { developerId })},
    ${spokenForCtes({ sql }, sql`others`, sql`true`)},
    whole as materialized (
      select ((select coalesce(sum(amount), 0) from unsettled)
          + (select coalesce(sum(amount), 0) from returned))::bigint as balance,
        coalesce((select amount from reserved where currency = (select currency from waiting)),
          0)::bigint as reserved
    )`;
}

/**
 * `judged` has the sale with its destination and, when it is not paid now, the reason. Their order
 * is that of `skipReason` in `lib/domain/eligibility`.
 */
function judgeCtes({ sql }: Pick<Database, "sql">, developerId: string, eventId: string) {
  return sql`
    ${lockCtes({ sql }, developerId, eventId)},
    judged as materialized (
      select waiting.*, whole.*, account.stripe_account_id as destination,
        case when sale.source = 'stripe' then sale.external_id end as charge,
        coalesce(minimum.amount, 1) as minimum,
        coalesce(account.requirements_due, '{}') as requirements_due, account.disabled_reason,
        (case
          when developer.schedule <> 'instant' then 'not_instant'
          when hold.id is not null then 'on_hold'
          when whole.balance - whole.reserved < waiting.amount then 'owes_marketplace'
          when account.readiness in ('incomplete', 'under_review')
            and account.first_ready_at is not null then 'restricted_by_stripe'
          when account.readiness is null then 'not_onboarded'
          when account.readiness = 'incomplete' then 'onboarding_incomplete'
          when account.readiness = 'under_review' then 'under_review'
          when account.readiness = 'rejected' then 'rejected_by_stripe'
          when waiting.amount < coalesce(minimum.amount, 1) then 'below_minimum'
        end)::sale_skip_reason as reason
      from waiting
      cross join whole
      join developers as developer on developer.id = waiting.developer_id
      join events as sale on sale.developer_id = waiting.developer_id and sale.id = waiting.id
      left join payout_minimums as minimum on minimum.currency = waiting.currency
      left join connected_accounts as account on account.developer_id = waiting.developer_id
      left join holds as hold
        on hold.developer_id = waiting.developer_id and hold.lifted_at is null
    )`;
}
