import type { Database } from "@/db/client";
import { trustedCurrency } from "@/lib/domain/currency";
import type { SkipReason } from "@/lib/domain/eligibility";
import type { Hold } from "@/lib/domain/hold";
import { type DeveloperId, type PluginId, trusted } from "@/lib/domain/ids";
import { type Money, money } from "@/lib/domain/money";
import { type Day, lastDay, type Period, trustedDay } from "@/lib/domain/period";
import { type HoldRow, holdColumns, holdOf } from "./holds";
import { ruleOfSql } from "./payout-rules";
import { spokenForCtes, unsentCte } from "./spoken-for";

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
 * is neither. What a reversal took back counts like a payable of no plugin. A bucket that is worth
 * nothing, as of a free install, holds nothing back. `today` is the day by which holding days have
 * passed or not. `reserved` is what runs of earlier months may still pay of the other plugins, whose
 * later debts this run must not leave uncovered, also if payouts that were not sent are canceled.
 * `gate` has to be a CTE before it; without a row in it nothing is judged. `rule` has the rule that
 * was judged by, if there is one, and `unclaimed` a row for each payable or return that was summed up.
 */
export function verdictCtes({ sql }: Pick<Database, "sql">, scope: RunScope, today: Day) {
  const ofDeveloper = scope.developerId ? sql`and developer_id = ${scope.developerId}` : sql``;
  const inScope = scope.pluginId ? sql`plugin_id = ${scope.pluginId}` : sql`true`;
  const isElsewhere = scope.pluginId
    ? sql`plugin_id is distinct from ${scope.pluginId}`
    : sql`false`;
  return sql`
    rule as materialized (${ruleOfSql({ sql }, scope.period)}),
    applied as materialized (
      select coalesce(max(holding_days), 0) as holding_days,
        coalesce(max(sweep_month) = ${Number(scope.period.slice(5, 7))}, false) as is_sweep
      from rule
    ),
    unclaimed as materialized (
      select payable.developer_id, payable.id, payable.currency, payable.plugin_id, payable.period,
        sum(bucket.developer_share)::bigint as amount,
        max(bucket.day) filter (where bucket.developer_share <> 0) as newest
      from gate, (
        select developer_id, id, currency, plugin_id, period from payables
        where payout_id is null and period <= ${scope.period} ${ofDeveloper}
      ) as payable
      join balances as bucket
        on bucket.developer_id = payable.developer_id and bucket.payable_id = payable.id
      group by payable.developer_id, payable.id, payable.currency, payable.plugin_id,
        payable.period
      union all
      select developer_id, id, currency, null, to_char(day, 'YYYY-MM'), amount, day
      from gate, payout_returns
      where paid_again_by is null and day <= ${lastDay(scope.period)}::date ${ofDeveloper}
    ),
    unsettled as (
      select developer_id, currency,
        count(*) as payables,
        count(*) filter (where ${inScope}) as payables_in_scope,
        date_trunc('month', max(newest))::date as newest,
        sum(amount)::bigint as balance,
        coalesce(sum(amount) filter (where ${inScope}), 0)::bigint as amount
      from unclaimed
      group by developer_id, currency
    ),
    ${unsentCte({ sql }, scope)},
    ${spokenForCtes(
      { sql },
      sql`unclaimed where ${isElsewhere} and period < ${scope.period}`,
      sql`period < ${scope.period}`,
    )},
    ${judgedCte({ sql }, today)}`;
}

/** The order of the reasons is `skipReason`'s. */
function judgedCte({ sql }: Pick<Database, "sql">, today: Day) {
  const payableFrom = sql`((sums.newest + interval '1 month')::date + applied.holding_days)`;
  return sql`
    verdicts as materialized (
      select sums.developer_id, sums.currency, sums.payables, sums.balance, sums.amount,
        coalesce(minimum.amount, 1) as minimum, account.stripe_account_id as destination,
        ${payableFrom} as payable_from,
        coalesce(account.requirements_due, '{}') as requirements_due, account.disabled_reason,
        (case
          when hold.developer_id is not null then 'on_hold'
          when sums.balance < 0 or sums.amount <= 0 then 'owes_marketplace'
          when sums.amount > sums.balance - coalesce(reserved.amount, 0) then 'owes_elsewhere'
          when account.readiness in ('incomplete', 'under_review')
            and account.first_ready_at is not null then 'restricted_by_stripe'
          when account.readiness is null then 'not_onboarded'
          when account.readiness = 'incomplete' then 'onboarding_incomplete'
          when account.readiness = 'under_review' then 'under_review'
          when account.readiness = 'rejected' then 'rejected_by_stripe'
          when sums.amount < coalesce(minimum.amount, 1) and not applied.is_sweep
            then 'below_minimum'
          when applied.holding_days > 0 and ${payableFrom} > ${today}::date then 'holding_days'
        end)::skip_reason as reason
      from unsettled as sums
      cross join applied
      left join reserved on reserved.developer_id = sums.developer_id
        and reserved.currency = sums.currency
      left join payout_minimums as minimum on minimum.currency = sums.currency
      left join connected_accounts as account on account.developer_id = sums.developer_id
      left join holds as hold
        on hold.developer_id = sums.developer_id and hold.lifted_at is null
      where sums.payables_in_scope > 0 and sums.amount <> 0
      order by sums.developer_id, sums.currency
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
  /** Absent: would be paid. */
  readonly reason: SkipReason | undefined;
  /** The plugin whose part it is of; absent: everything of theirs. */
  readonly pluginName: string | undefined;
  /** The hold that stops it, when that is the reason. */
  readonly hold: Hold | undefined;
} & SkipDetails;

/** What a reason is explained with, as it was when it was found. */
export type SkipDetails = {
  /** When the holding days end. */
  readonly payableFrom: Day | undefined;
  /** What Stripe asks of the developer, in its own ids. */
  readonly requirementsDue: readonly string[];
  readonly disabledReason: string | undefined;
};

export type SkipDetailsRow = {
  readonly payable_from: string | null;
  readonly requirements_due: string[];
  readonly disabled_reason: string | null;
};

export function skipDetailsOf(row: SkipDetailsRow): SkipDetails {
  return {
    payableFrom: row.payable_from === null ? undefined : trustedDay(row.payable_from),
    requirementsDue: row.requirements_due,
    disabledReason: row.disabled_reason ?? undefined,
  };
}

type VerdictRow = SkipDetailsRow &
  HoldRow & {
    developer_id: string;
    name: string;
    currency: string;
    amount: bigint;
    minimum: bigint;
    reason: SkipReason | null;
    plugin_name: string | null;
  };

/** Judges without claiming anything, whether or not the period is closed. */
export async function findVerdicts(
  db: Pick<Database, "sql">,
  scope: RunScope,
  today: Day,
): Promise<readonly Verdict[]> {
  const rows = await db.sql<VerdictRow[]>`
    with gate as (select 1), ${verdictCtes(db, scope, today)}
    select verdict.developer_id, developer.name, verdict.currency, verdict.amount,
      verdict.minimum, verdict.reason, verdict.payable_from::text,
      verdict.requirements_due, verdict.disabled_reason, ${holdColumns(db)},
      (select name from plugins where id = ${scope.pluginId ?? null}::text) as plugin_name
    from verdicts as verdict join developers as developer on developer.id = verdict.developer_id
    left join holds as hold on verdict.reason = 'on_hold'
      and hold.developer_id = verdict.developer_id and hold.lifted_at is null
    order by verdict.developer_id, verdict.currency`;
  return rows.map((row) => {
    const currency = trustedCurrency(row.currency);
    return {
      developerId: trusted.developerId(row.developer_id),
      developerName: row.name,
      amount: money(row.amount, currency),
      minimum: money(row.minimum, currency),
      reason: row.reason ?? undefined,
      pluginName: row.plugin_name ?? undefined,
      hold: holdOf(row),
      ...skipDetailsOf(row),
    };
  });
}
