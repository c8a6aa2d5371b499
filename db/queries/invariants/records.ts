import { STRIPE_EVENT_ATTEMPTS_ALARM } from "@/db/queries/stripe-events";
import { FORM_ID } from "@/lib/domain/form-id";
import { FORM_SOURCE } from "@/lib/domain/source";
import type { Invariant } from "./invariant";

/** Stripe itself stops repeating an event after three days. */
const INBOX_MAX = "3 days";

export const recordInvariants: readonly Invariant[] = [
  {
    id: "money_moves_audited",
    title: "Each payout that was paid or reversed has its entry in the audit log.",
    offenders: ({ sql }) => sql`
      select payout.id::text from payouts as payout
      left join audit_log as entry on entry.subject = 'payout:' || payout.id
        and entry.action in ('payout.paid', 'payout.import')
      where payout.transfer_id is not null and entry.seq is null
      union all
      select payout.id::text from payouts as payout
      left join audit_log as entry on entry.subject = 'payout:' || payout.id
        and entry.action = 'payout.reversed'
      where payout.reversed_amount > 0 and entry.seq is null`,
  },
  {
    id: "decisions_audited",
    title:
      "Each decision on a run, closing, pause and event typed by hand has its entry in the log.",
    offenders: ({ sql }) => sql`
      with decision as (
        select 'run:' || id as subject, 'run.prepare' as action from runs
        union all
        select 'run:' || id, 'run.approve' from runs where approved_at is not null
        union all
        select 'run:' || id, 'run.cancel' from runs where canceled_at is not null
        union all
        select 'period:' || period, 'period.close' from periods where closed_at is not null
        union all
        select 'close_schedule', 'close_schedule.set' from close_schedules
        union all
        select 'payout:' || payout_id, 'payout.unfunded' from sending_pauses
        union all
        select 'currency:' || currency, 'sending.resume' from sending_pauses
          where resumed_at is not null
        union all
        select 'event:' || id, 'event.record' from events
          where source = ${FORM_SOURCE} and external_id ~ ${FORM_ID.source}
            and coalesce(part_no, 1) = 1 -- An import may bear the same source; its ids are its own.
      )
      select decision.subject || ' ' || decision.action as id from decision
      left join audit_log as entry
        on entry.subject = decision.subject and entry.action = decision.action
      where entry.seq is null`,
  },
  {
    id: "accounts_read",
    title: "Each connected account was read at Stripe, and belongs to one developer.",
    offenders: ({ sql }) => sql`
      select developer_id as id from connected_accounts
      where stripe_account_id is not null and (readiness is null or fetched_at is null)
      union all
      select stripe_account_id from connected_accounts where stripe_account_id is not null
      group by stripe_account_id having count(*) > 1`,
  },
  {
    id: "inbox_worked_off",
    title: "Each event from Stripe has been acted on, or will be soon.",
    offenders: ({ sql, now }) => sql`
      select id from stripe_events
      where (processed_at is null and (attempts >= ${STRIPE_EVENT_ATTEMPTS_ALARM}
          or received_at < ${now}::timestamptz - ${INBOX_MAX}::interval))
        or (processed_at is null) <> (outcome is null)`,
  },
  {
    id: "append_only",
    // PostgreSQL counts a change that was rolled back too: somebody had got past the trigger.
    title: "No row of the append-only tables was ever changed or removed.",
    offenders: ({ sql }) => sql`
      select relname::text as id from pg_stat_user_tables
      where schemaname = current_schema() and relname in ('events', 'audit_log', 'skips',
          'sale_skips', 'run_approvals', 'event_adjustments', 'payout_rules', 'plugin_shares',
          'close_schedules')
        and n_tup_upd + n_tup_del > 0`,
  },
];
