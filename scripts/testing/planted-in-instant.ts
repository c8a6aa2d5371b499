import type { PlantedDamage } from "./planted-damage";

const A_SALE = "(select event_id from runs where event_id is not null)";
const ITS_PAYOUT = "run_id = (select id from runs where event_id is not null)";

export const PLANTED_IN_INSTANT: readonly PlantedDamage[] = [
  {
    breaks: "instant_pays_its_sale",
    what: "a sale that was paid at once with a cent too much",
    damage: `update payouts set amount = amount + 1 where ${ITS_PAYOUT}`,
  },
  {
    breaks: "instant_pays_its_sale",
    what: "a sale that was paid from a charge that is not its own",
    damage: `update payouts set source_charge = 'ch_other' where ${ITS_PAYOUT}`,
  },
  {
    breaks: "instant_pays_its_sale",
    what: "a sale that is paid at once twice",
    damage: `insert into runs (id, period, developer_id, event_id, state, prepared_by, prepared_at)
      select gen_random_uuid(), period, developer_id, event_id, state, prepared_by, prepared_at
      from runs where event_id is not null`,
  },
  {
    breaks: "instant_claims_its_sale",
    what: "a sale that was paid at once, and is there for the monthly run again",
    damage: `update payables set payout_id = null where id = ${A_SALE}`,
  },
  {
    breaks: "own_buckets_hold_one_sale",
    what: "an event that slipped in with a sale that is paid at once",
    damage: `update events set balance_id = ${A_SALE}
      where developer_id = (select developer_id from runs where event_id is not null)`,
  },
  {
    breaks: "own_buckets_hold_one_sale",
    what: "a bucket of a sale that is paid at once and takes events",
    damage: `update balances set frozen = false where id = ${A_SALE}`,
  },
  {
    breaks: "instant_sales_judged",
    what: "a sale that nobody pays although it is to be paid at once",
    damage: `update payables set waits_for_instant = true, payout_id = null where id = ${A_SALE}`,
  },
  {
    breaks: "sale_skips_left_their_sale",
    what: "a sale that is said to be left and was paid at once",
    damage: `insert into sale_skips (developer_id, event_id, currency, reason, amount, minimum,
        balance, created_at)
      select developer_id, id, currency, 'on_hold', developer_share, 1, developer_share, recorded_at
      from events where (developer_id, id) in (select developer_id, event_id from runs)`,
  },
  {
    breaks: "sale_skips_left_their_sale",
    what: "a sale that was left with a reason and is judged again",
    damage: `update payables set waits_for_instant = true
      where id in (select event_id from sale_skips)`,
  },
  {
    breaks: "sale_skips_left_their_sale",
    what: "a reason that speaks of another amount than the sale's",
    damage: "update sale_skips set amount = amount + 1",
  },
  {
    breaks: "never_paid_above_earned",
    what: "a sale that was paid at once and by the run of its month too",
    damage: `update payouts set run_id = (select id from runs where period = '2026-03'
        and event_id is null limit 1) where ${ITS_PAYOUT};
      update payables set payout_id = null where id = ${A_SALE};
      update balances set developer_share = 0 where id = ${A_SALE}`,
  },
];
