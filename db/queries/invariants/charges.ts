import { waitsForNothing } from "@/db/queries/charge-problems";
import type { Invariant } from "./invariant";

/** The worker tries again each minute, and comparing with Stripe each day. */
const WAITING_MAX = "1 day";

export const chargeInvariants: readonly Invariant[] = [
  {
    id: "payments_recorded",
    title: "No payment at Stripe waits for a plugin that the catalogue has.",
    offenders: ({ sql, now }) => sql`
      select problem.object_id as id from charge_problems as problem
      where ${waitsForNothing(sql)}
        and problem.noted_at < ${now}::timestamptz - ${WAITING_MAX}::interval`,
  },
  {
    id: "payments_left_by_somebody",
    title: "Each payment at Stripe that was left unrecorded has its entry in the audit log.",
    offenders: ({ sql }) => sql`
      select problem.object_id as id from charge_problems as problem
      left join audit_log as entry
        on entry.subject = 'stripe:' || problem.object_id and entry.action = 'charge.leave'
      where problem.solved_by <> 'stripe' and entry.seq is null`,
  },
  {
    id: "stripe_sales_are_charges",
    title: "What is taken back by Stripe is taken back of a sale that came from Stripe.",
    offenders: ({ sql }) => sql`
      select correction.id::text from events as correction
      left join events as sale
        on sale.developer_id = correction.developer_id and sale.id = correction.original_id
      where correction.source = 'stripe' and correction.original_id is not null
        and sale.source is distinct from 'stripe'`,
  },
];
