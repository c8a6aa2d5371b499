import { integration, type PlantedBug } from "./planted-bug";

const JUDGING = integration("db/queries/payable.integration.test.ts");
const AT_ONCE = integration("lib/use-cases/pay-instantly.integration.test.ts");
const AT_ONCE_IN_TROUBLE = integration("lib/use-cases/pay-instantly-trouble.integration.test.ts");

/** Mistakes in when money is paid: holding days, the yearly sweep, sales that are paid at once. */
export const BUGS_IN_SCHEDULES: readonly PlantedBug[] = [
  {
    id: "holding_days_ignored",
    sin: "later_rule",
    what: "money is paid while its holding days are still running",
    file: "db/queries/payable.ts",
    find: "when applied.holding_days > 0 and",
    plant: "when applied.holding_days > 366 and",
    caughtBy: JUDGING,
  },
  {
    id: "swept_every_month",
    sin: "later_rule",
    what: "the yearly sweep pays below the minimum in every month",
    file: "db/queries/payable.ts",
    find: `coalesce(max(sweep_month) = \${Number(scope.period.slice(5, 7))}, false)`,
    plant: "coalesce(max(sweep_month) > 0, false)",
    caughtBy: JUDGING,
  },
  {
    id: "sweep_pays_who_is_held",
    sin: "later_rule",
    what: "the yearly sweep pays who is on hold",
    file: "db/queries/payable.ts",
    find: "when hold.developer_id is not null then 'on_hold'",
    plant: "when hold.developer_id is not null and not applied.is_sweep then 'on_hold'",
    caughtBy: JUDGING,
  },
  {
    id: "paid_at_once_before_debts",
    sin: "S11",
    what: "a sale is paid at once although its developer owes as much",
    file: "db/writes/prepare-instant.ts",
    find: "when whole.balance < waiting.amount then",
    plant: "when whole.balance < 0 then",
    caughtBy: AT_ONCE,
  },
  {
    id: "paid_at_once_on_hold",
    sin: "later_rule",
    what: "a sale is paid at once although its developer is on hold",
    file: "db/writes/prepare-instant.ts",
    find: "when hold.id is not null then 'on_hold'",
    plant: "when hold.id is null and false then 'on_hold'",
    caughtBy: AT_ONCE,
  },
  {
    id: "left_without_its_reason",
    sin: "later_rule",
    what: "what keeps a sale from being paid at once is judged, and forgotten",
    file: "db/writes/prepare-instant.ts",
    find: "where judged.reason is not null\n",
    plant: "where judged.reason = 'on_hold'\n",
    caughtBy: integration("db/queries/sale-skips.integration.test.ts"),
  },
  {
    id: "claim_at_once_undone",
    sin: "S4",
    what: "a second look at a sale that is paid at once takes it from its payout",
    file: "db/writes/prepare-instant.ts",
    find: "        and payable.payout_id is null and payable.waits_for_instant\n      returning",
    plant: "      returning",
    caughtBy: AT_ONCE_IN_TROUBLE,
  },
  {
    id: "sale_paid_at_once_renamed",
    sin: "S2",
    what: "a sale that is prepared again after a restore gets another payout than Stripe knows",
    file: "lib/use-cases/pay-instantly.ts",
    find: "JSON.stringify([developerId, source, externalId])",
    plant: "JSON.stringify([developerId, source, externalId, Math.random()])",
    caughtBy: AT_ONCE_IN_TROUBLE,
  },
  {
    id: "approved_by_an_old_check",
    sin: "later_rule",
    what: "the schedule approves although a rule of the books is broken by now",
    file: "lib/use-cases/close-and-prepare.ts",
    find: "if (checks.some(({ offenders }) => offenders > 0))",
    plant: "if (checks.length === 0)",
    caughtBy: integration("lib/use-cases/close-and-prepare.integration.test.ts"),
  },
  {
    id: "lost_race_called_done",
    sin: "later_rule",
    what: "a scheduled run that lost its race is called made, and its month is not paid",
    file: "lib/use-cases/close-and-prepare.ts",
    find: "if (isDecidedBy(error, [SAME_RUN]))",
    plant: "if (isDecidedBy(error, [SAME_RUN]) || error instanceof Error)",
    caughtBy: integration("lib/use-cases/close-and-prepare.integration.test.ts"),
  },
];
