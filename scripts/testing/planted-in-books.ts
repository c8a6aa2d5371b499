import type { PlantedDamage } from "./planted-damage";

const A_SALE = "external_id = 'b1'";
const A_PAID =
  "(select id from payouts where state = 'paid' and period = '2026-03' order by id limit 1)";

const A_MONTHS_BUCKET = "id = (select min(id::text)::uuid from balances where not frozen)";

export const PLANTED_IN_BOOKS: readonly PlantedDamage[] = [
  {
    breaks: "shares_add_up",
    what: "a cent that nobody has",
    damage: `update events set platform_share = platform_share - 1 where ${A_SALE}`,
  },
  {
    breaks: "split_by_rate",
    what: "a cent on the wrong side",
    damage: `update events set developer_share = developer_share + 1,
      platform_share = platform_share - 1 where ${A_SALE}`,
  },
  {
    breaks: "splits_recomputed",
    what: "a cent on the wrong side, without the database’s arithmetic",
    damage: `update events set developer_share = developer_share + 1,
      platform_share = platform_share - 1 where ${A_SALE}`,
  },
  {
    breaks: "splits_recomputed",
    what: "a refund that takes back a cent too little, without the database’s arithmetic",
    damage: `update events set developer_share = developer_share + 1,
      platform_share = platform_share - 1 where external_id = 'a1-1'`,
  },
  {
    breaks: "corrections_cumulate",
    what: "a refund that takes back a cent too little",
    damage: `update events set developer_share = developer_share + 1,
      platform_share = platform_share - 1 where external_id = 'a1-1'`,
  },
  {
    breaks: "refunds_within_sale",
    what: "a refund of more than was paid",
    damage: "update events set amount = amount - 1 where external_id = 'a1-2'",
  },
  {
    breaks: "refunds_within_sale",
    what: "a dispute won that was never opened, of a sale that was refunded",
    damage: "update events set kind = 'refund' where external_id = 'a3-dispute'",
  },
  {
    breaks: "corrections_numbered",
    what: "a gap in the numbers of a sale’s refunds",
    damage: "update events set refund_no = 7 where external_id = 'a1-1'",
  },
  {
    breaks: "corrections_fit_sale",
    what: "a refund in another currency than its sale",
    damage: "update events set currency = 'usd' where external_id = 'a1-1'",
  },
  {
    breaks: "corrections_fit_sale",
    what: "a refund of nothing that is known",
    damage: "update events set original_id = gen_random_uuid() where external_id = 'a1-1'",
  },
  {
    breaks: "signs_follow_kinds",
    what: "a refund that gives",
    damage: "update events set amount = 5 where external_id = 'a1-1'",
  },
  {
    breaks: "currencies_are_codes",
    what: "a currency in upper case",
    damage: `update events set currency = 'EUR' where ${A_SALE}`,
  },
  {
    breaks: "external_ids_once",
    what: "one external id recorded twice",
    damage: "update events set external_id = 'a1' where external_id = 'b1'",
  },
  {
    breaks: "days_follow_time",
    what: "an event that counts on an earlier day",
    damage: `update events set posted_on = posted_on - 1 where ${A_SALE}`,
  },
  {
    breaks: "days_follow_time",
    what: "a sale that waits for August though its own month was open",
    damage: `update events set posted_on = '2026-08-01' where ${A_SALE}`,
  },
  {
    breaks: "days_follow_time",
    what: "a sale that counts in the next month though its own was closed only later",
    damage: "update events set recorded_at = '2026-03-03' where external_id = 'b4'",
  },
  {
    breaks: "months_exist",
    what: "an event in a month that the books do not have",
    damage: `update events set posted_on = '2031-01-01' where ${A_SALE}`,
  },
  {
    breaks: "closed_months_stay",
    what: "an event that slipped into a closed month",
    damage: `update events set recorded_at = recorded_at + interval '1 year' where ${A_SALE}`,
  },
  {
    breaks: "sales_belong_to_owner",
    what: "a sale under a developer who did not own the plugin",
    damage: `update events set developer_id = 'ada' where ${A_SALE}`,
  },
  {
    breaks: "sales_follow_terms",
    what: "a sale at another rate than the marketplace’s",
    damage: `update events set share_bps = 6000 where ${A_SALE}`,
  },
  ...["plugin", "developer", "marketplace"].map((scope) => ({
    breaks: "sales_follow_terms",
    what: `a sale that the rate of its ${scope} was forgotten for`,
    damage: `insert into revenue_terms
      select gen_random_uuid(), scope, case when scope = 'developer' then 'bob' end,
        case when scope = 'plugin' then 'bob-plugin' end, 8000, day, 'user:admin', day
      from (values ('${scope}'::term_scope, timestamptz '2026-02-01')) as term (scope, day)`,
  })),
  {
    breaks: "decisions_audited",
    what: "an event typed by hand that nobody is known to have typed",
    damage: "delete from audit_log where action = 'event.record'",
  },
  {
    breaks: "buckets_match_events",
    what: "a bucket with a cent more than its events",
    damage: "update balances set amount = amount + 1, platform_share = platform_share + 1",
  },
  {
    breaks: "buckets_match_events",
    what: "a bucket that counts an install twice",
    damage: "update balances set installs = installs + 1 where installs > 0",
  },
  {
    breaks: "buckets_match_events",
    what: "a bucket without events",
    damage: "delete from events where external_id = 'b2'",
  },
  {
    breaks: "buckets_match_events",
    what: "an event without a bucket",
    damage: `update events set balance_id = gen_random_uuid() where ${A_SALE}`,
  },
  {
    breaks: "buckets_match_events",
    what: "an event in the bucket of the day before its own",
    damage: `update events set posted_on = posted_on + 1 where id = (
      select min(id::text)::uuid from events group by balance_id having count(*) > 1 limit 1)`,
  },
  {
    breaks: "buckets_match_events",
    what: "an event in the bucket of the day after its own",
    damage: `update events set posted_on = posted_on - 1 where id = (
      select min(id::text)::uuid from events group by balance_id having count(*) > 1 limit 1)`,
  },
  {
    breaks: "buckets_match_events",
    what: "an event in the bucket of another plugin",
    damage: `update events set plugin_id = plugin_id || '-2' where ${A_SALE}`,
  },
  {
    breaks: "buckets_match_events",
    what: "an event in the bucket of another currency",
    damage: `update events set currency = 'usd' where ${A_SALE}`,
  },
  {
    breaks: "buckets_under_their_payable",
    what: "a bucket in the month before its own",
    damage: `update payables set period = '2026-03' where period = '2026-04'`,
  },
  {
    breaks: "buckets_under_their_payable",
    what: "a bucket under the payable of another plugin",
    damage: `update payables set plugin_id = plugin_id || '-2' where payout_id = ${A_PAID}`,
  },
  {
    breaks: "buckets_under_their_payable",
    what: "a bucket under nothing that could be paid",
    damage: `update balances set payable_id = gen_random_uuid() where ${A_MONTHS_BUCKET}`,
  },
  {
    breaks: "buckets_under_their_payable",
    what: "a payable without buckets",
    damage: `insert into payables (developer_id, id, plugin_id, currency, period)
      select developer_id, gen_random_uuid(), plugin_id, currency, period from payables limit 1`,
  },
  {
    breaks: "one_unclaimed_payable",
    what: "a month of a plugin that could be paid in two parts",
    damage: `insert into payables (developer_id, id, plugin_id, currency, period)
      select developer_id, gen_random_uuid(), plugin_id, currency, period
      from payables, generate_series(1, 2) where not is_sale`,
  },
  {
    breaks: "one_open_bucket",
    what: "two open buckets of one day",
    damage: `insert into balances select developer_id, gen_random_uuid(), plugin_id, day, currency,
      installs, free_installs, renewals, refunds, amount, developer_share, platform_share,
      refunded_amount, refunded_share, false, payable_id from balances, generate_series(1, 2)`,
  },
  {
    breaks: "bucket_ids_once",
    what: "an id that two buckets share",
    damage: `insert into balances select developer_id, id, plugin_id || '-2', day, currency,
      installs, free_installs, renewals, refunds, amount, developer_share, platform_share,
      refunded_amount, refunded_share, frozen, payable_id from balances limit 1`,
  },
  {
    breaks: "claims_have_a_payout",
    what: "a payable that is kept for a payout that was canceled",
    damage: `update payables set payout_id = (select id from payouts where state = 'canceled'
      limit 1) where payout_id is null`,
  },
  {
    breaks: "claims_have_a_payout",
    what: "what was earned in April in a payout of March",
    damage: `update payables set period = '2026-04' where payout_id = ${A_PAID}`,
  },
];
