import type { PlantedDamage } from "./planted-damage";

export const PLANTED_IN_APPROVALS: readonly PlantedDamage[] = [
  {
    breaks: "two_people",
    what: "a run above its threshold that its preparer approved",
    damage: "update run_approvals set threshold = amount - 1",
  },
  {
    breaks: "two_people",
    what: "a retry above the threshold by the preparer, on the command line",
    damage: `insert into run_approvals
        (run_id, act, currency, amount, threshold, approved_by, approved_at)
      select id, 'retry', 'eur', 100, 99, replace(prepared_by, 'user:', 'operator:'), approved_at
      from runs where approved_at is not null`,
  },
  {
    breaks: "two_people",
    what: "a retry above the threshold by the preparer, through a key of theirs",
    damage: `insert into run_approvals
        (run_id, act, currency, amount, threshold, approved_by, approved_at)
      select id, 'retry', 'eur', 100, 99,
        replace(prepared_by, 'user:', 'key:') || ' 0123456789 nightly', approved_at
      from runs where approved_at is not null`,
  },
  {
    breaks: "approvals_kept",
    what: "an approval without the threshold of its time",
    damage: "delete from run_approvals",
  },
  {
    breaks: "approvals_kept",
    what: "a run that pays more than was approved",
    damage: "update run_approvals set amount = amount - 1",
  },
  {
    breaks: "approvals_kept",
    what: "an approval in somebody else's name",
    damage: "update run_approvals set approved_by = 'user:somebody@example.com'",
  },
  {
    breaks: "scheduled_once",
    what: "a month that the schedule prepared twice",
    damage: "update runs set prepared_by = 'schedule', period = '2026-03'",
  },
  {
    breaks: "scheduled_once",
    what: "a run above the threshold that the schedule approved",
    damage: "update run_approvals set approved_by = 'schedule', threshold = amount - 1",
  },
  {
    breaks: "decisions_audited",
    what: "a schedule that nobody answers for",
    damage: `insert into close_schedules
      values (gen_random_uuid(), 3, 9, false, 'user:somebody@example.com', now())`,
  },
];
