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
];
