import type { PlantedDamage } from "./planted-damage";

export const PLANTED_IN_CHARGES: readonly PlantedDamage[] = [
  {
    breaks: "payments_recorded",
    what: "a payment that waits although its plugin is known",
    damage: `insert into charge_problems (object_id, charge_id, plugin_tag, happened_at, code,
        message, noted_at, tried_at)
      select 'ch_1', 'ch_1', plugin_id, effective_from, 'unknown_plugin', '', '2026-01-01',
        '2026-01-01' from plugin_owners limit 1`,
  },
  {
    breaks: "payments_recorded",
    what: "a payment that is recorded and still waits",
    damage: `update events set source = 'stripe' where external_id = 'b1';
      insert into charge_problems (object_id, charge_id, happened_at, code, message, noted_at,
        tried_at)
      values ('b1', 'b1', '2026-01-01', 'bad_amount', '', '2026-01-01', '2026-01-01')`,
  },
  {
    breaks: "payments_left_by_somebody",
    what: "a payment that was left without a trace",
    damage: `insert into charge_problems (object_id, charge_id, happened_at, code, message,
        noted_at, tried_at, solved_at, solved_by)
      values ('ch_1', 'ch_1', '2026-01-01', 'bad_amount', '', '2026-01-01', '2026-01-01',
        '2026-01-01', 'user:mallory@example.com')`,
  },
  {
    breaks: "stripe_sales_are_charges",
    what: "a refund of Stripe’s of a sale that Stripe knows nothing of",
    damage: "update events set source = 'stripe' where external_id = 'a1-1'",
  },
];
