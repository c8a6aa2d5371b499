import { isSamePersonSql } from "@/db/queries/two-people";
import type { Invariant } from "./invariant";

export const approvalInvariants: readonly Invariant[] = [
  {
    id: "two_people",
    title: "Above the threshold of its time, no run was sent by the person who prepared it alone.",
    offenders: ({ sql }) => sql`
      select run.id || ' ' || approval.currency || ' ' || approval.act as id
      from run_approvals as approval join runs as run on run.id = approval.run_id
      where approval.amount > approval.threshold
        and ${isSamePersonSql({ sql }, sql`approval.approved_by`, sql`run.prepared_by`)}`,
  },
  {
    id: "approvals_kept",
    title: "Each approval kept its threshold, for at least what the run pays in the currency.",
    offenders: ({ sql }) => sql`
      with paying as (
        select run_id, currency, sum(amount) as amount from payouts
        where run_id is not null and state <> 'canceled' group by run_id, currency
      )
      select run.id || ' ' || paying.currency as id
      from runs as run join paying on paying.run_id = run.id
      left join run_approvals as approval on approval.run_id = run.id
        and approval.currency = paying.currency and approval.act = 'approve'
      where run.approved_at is not null and (approval.id is null
        or approval.amount < paying.amount
        or (approval.approved_by, approval.approved_at)
          is distinct from (run.approved_by, run.approved_at))`,
  },
  {
    id: "scheduled_once",
    title: "The schedule prepared each month once, and approved nothing above the threshold.",
    offenders: ({ sql }) => sql`
      select period as id from runs where prepared_by = 'schedule'
      group by period having count(*) > 1
      union all
      select run_id::text from run_approvals
      where approved_by = 'schedule' and amount > threshold`,
  },
];
