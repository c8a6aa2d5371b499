import type { Database } from "@/db/client";
import { trustedCurrency } from "@/lib/domain/currency";
import type { SkipReason } from "@/lib/domain/eligibility";
import { type DeveloperId, type PluginId, trusted } from "@/lib/domain/ids";
import { type Money, money } from "@/lib/domain/money";
import { lastDay, type Period } from "@/lib/domain/period";

/** What a run is about: a whole period, or one developer's or one plugin's part of it. */
export type RunScope = {
  readonly period: Period;
  readonly developerId?: DeveloperId | undefined;
  readonly pluginId?: PluginId | undefined;
};

/**
 * CTEs that judge every developer and currency with unsettled money through the period's end,
 * by the rules of `skipReason` in `lib/domain/eligibility` (a test holds the two together).
 *
 * `verdicts` has a row for each that would be paid (`reason` null) or skipped. What nets to zero
 * is neither. What a reversal took back counts like a bucket of no plugin. `gate` has to be a CTE before it; without a row in it nothing is judged.
 */
export function verdictCtes({ sql }: Pick<Database, "sql">, scope: RunScope) {
  const ofDeveloper = scope.developerId
    ? sql`and bucket.developer_id = ${scope.developerId}`
    : sql``;
  const inScope = scope.pluginId ? sql`bucket.plugin_id = ${scope.pluginId}` : sql`true`;
  return sql`
    unsettled as (
      select bucket.developer_id, bucket.currency,
        count(*) as buckets,
        count(*) filter (where ${inScope}) as buckets_in_scope,
        sum(bucket.developer_share)::bigint as balance,
        coalesce(sum(bucket.developer_share) filter (where ${inScope}), 0)::bigint as amount
      from (
        select developer_id, currency, plugin_id, developer_share from balances
        where payout_id is null and day <= ${lastDay(scope.period)}::date
        union all
        select developer_id, currency, null, amount from payout_returns
        where paid_again_by is null and day <= ${lastDay(scope.period)}::date
      ) as bucket, gate
      where true ${ofDeveloper}
      group by bucket.developer_id, bucket.currency
    ),
    verdicts as materialized (
      select sums.developer_id, sums.currency, sums.buckets, sums.balance, sums.amount,
        coalesce(minimum.amount, 1) as minimum, account.stripe_account_id as destination,
        (case
          when hold.developer_id is not null then 'on_hold'
          when sums.balance < 0 or sums.amount <= 0 then 'owes_marketplace'
          when sums.amount > sums.balance then 'owes_elsewhere'
          when account.readiness is null then 'not_onboarded'
          when account.readiness = 'incomplete' then 'onboarding_incomplete'
          when account.readiness = 'under_review' then 'under_review'
          when account.readiness = 'rejected' then 'rejected_by_stripe'
          when sums.amount < coalesce(minimum.amount, 1) then 'below_minimum'
        end)::skip_reason as reason
      from unsettled as sums
      left join payout_minimums as minimum on minimum.currency = sums.currency
      left join connected_accounts as account on account.developer_id = sums.developer_id
      left join holds as hold
        on hold.developer_id = sums.developer_id and hold.lifted_at is null
      where sums.buckets_in_scope > 0 and sums.amount <> 0
    )`;
}

export type MissingScope =
  | { readonly kind: "unknown_developer"; readonly developerId: DeveloperId }
  | { readonly kind: "unknown_plugin"; readonly pluginId: PluginId };

/** A developer or plugin of the scope that does not exist. */
export async function findMissingScope(
  { sql }: Pick<Database, "sql">,
  { developerId, pluginId }: RunScope,
): Promise<MissingScope | undefined> {
  const [found] = await sql<{ has_developer: boolean; has_plugin: boolean }[]>`
    select exists (select 1 from developers where id = ${developerId ?? null}::text)
        as has_developer,
      exists (select 1 from plugins where id = ${pluginId ?? null}::text) as has_plugin`;
  if (developerId && !found?.has_developer) return { kind: "unknown_developer", developerId };
  if (pluginId && !found?.has_plugin) return { kind: "unknown_plugin", pluginId };
  return undefined;
}

/** What a run of this scope would do with one developer's money in one currency. */
export type Verdict = {
  readonly developerId: DeveloperId;
  readonly developerName: string;
  readonly amount: Money;
  readonly minimum: Money;
  readonly buckets: number;
  /** Absent: would be paid. */
  readonly reason: SkipReason | undefined;
};

type VerdictRow = {
  developer_id: string;
  name: string;
  currency: string;
  amount: bigint;
  minimum: bigint;
  buckets: bigint;
  reason: SkipReason | null;
};

/** Judges without claiming anything, whether or not the period is closed. */
export async function findVerdicts(
  db: Pick<Database, "sql">,
  scope: RunScope,
): Promise<readonly Verdict[]> {
  const rows = await db.sql<VerdictRow[]>`
    with gate as (select 1), ${verdictCtes(db, scope)}
    select verdict.developer_id, developer.name, verdict.currency, verdict.amount,
      verdict.minimum, verdict.buckets, verdict.reason
    from verdicts as verdict join developers as developer on developer.id = verdict.developer_id
    order by verdict.developer_id, verdict.currency`;
  return rows.map((row) => {
    const currency = trustedCurrency(row.currency);
    return {
      developerId: trusted.developerId(row.developer_id),
      developerName: row.name,
      amount: money(row.amount, currency),
      minimum: money(row.minimum, currency),
      buckets: Number(row.buckets),
      reason: row.reason ?? undefined,
    };
  });
}
