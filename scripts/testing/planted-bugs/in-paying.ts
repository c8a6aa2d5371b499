import { integration, type PlantedBug } from "./planted-bug";

const SENDING = integration("lib/use-cases/send-payout.integration.test.ts");
const LATE_ANSWERS = integration("lib/use-cases/send-payout-late.integration.test.ts");
const PREPARING = integration("lib/use-cases/prepare-run.integration.test.ts");
const RACES = integration("lib/use-cases/prepare-run-races.integration.test.ts");
const RECONCILING = integration("lib/use-cases/reconcile.integration.test.ts");

/** Mistakes in paying. */
export const BUGS_IN_PAYING: readonly PlantedBug[] = [
  {
    id: "sum_before_claim",
    what: "a payout has the amount that was judged, not the sum of what it claimed",
    file: "db/writes/prepare-run.ts",
    find: "          = (verdict.buckets, verdict.balance, verdict.amount) then claimed.amount else 0 end,",
    plant:
      "          = (verdict.buckets, verdict.balance, verdict.amount) then claimed.amount else verdict.amount end,",
    caughtBy: RACES,
  },
  {
    id: "new_key_on_retry",
    what: "the same attempt is sent again under another key",
    file: "lib/use-cases/resolve-unknown.ts",
    find: "deps.transfers.createTransfer(request, attempt.idempotencyKey)",
    plant: "deps.transfers.createTransfer(request, deps.newId())",
    caughtBy: LATE_ANSWERS,
  },
  {
    id: "unknown_is_failure",
    what: "no answer is taken for a refusal",
    file: "lib/use-cases/send-payout.ts",
    find: 'return { outcome: "lost", code, checkAt, detail, requestId };',
    plant: 'return { outcome: "refused", code: code ?? String(checkAt), detail, requestId };',
    caughtBy: LATE_ANSWERS,
  },
  {
    id: "released_on_unknown",
    what: "a payout whose outcome nobody knows gives its buckets back",
    file: "db/writes/finish-attempt.ts",
    find: "    attempt as (\n",
    plant: `    released as (update balances set payout_id = null from finished where payout_id = finished.id and \${end.outcome} = 'lost' returning balances.id),\n    attempt as (\n`,
    caughtBy: LATE_ANSWERS,
  },
  {
    id: "answer_not_validated",
    what: "whatever resolves is taken for a transfer",
    file: "lib/stripe/transfers.ts",
    find: 'if (!parsed.success) return lost("the answer is not a transfer", { requestId });',
    plant:
      'if (!parsed.success) return { outcome: "made", transfer: { id: "tr_believed" } as never, requestId };',
    caughtBy: SENDING,
  },
  {
    id: "lease_not_checked",
    what: "a sender that was given up for dead still writes its outcome",
    file: "db/writes/finish-attempt.ts",
    find: ` and lease_token = \${end.leaseToken}::uuid`,
    plant: "",
    caughtBy: LATE_ANSWERS,
  },
  {
    id: "sent_after_key_was_pruned",
    what: "an old attempt is sent again although Stripe has forgotten its key",
    file: "lib/use-cases/attempt-timing.ts",
    find: "export const RESEND_MS = 23 * HOUR_MS;",
    plant: "export const RESEND_MS = 24_000 * HOUR_MS;",
    caughtBy: LATE_ANSWERS,
  },
  {
    id: "retry_without_look_up",
    what: "a failed payout is sent anew without looking for its transfer first",
    file: "lib/use-cases/send-payout.ts",
    find: "  if (plan.no > 1 || payout.sale) {",
    plant: "  if (plan.no > 99 || payout.sale) {",
    caughtBy: LATE_ANSWERS,
  },
  {
    id: "changed_destination_paid",
    what: "money goes to another account than was approved",
    file: "lib/use-cases/send-payout.ts",
    find: "if (begun.destinationNow !== plan.request.destination) {",
    plant: "if (begun.destinationNow === undefined) {",
    caughtBy: SENDING,
  },
  {
    id: "hold_ignored_when_preparing",
    what: "a run includes who is on hold",
    file: "db/queries/payable.ts",
    find: "when hold.developer_id is not null then 'on_hold'",
    plant: "when hold.developer_id is null and false then 'on_hold'",
    caughtBy: PREPARING,
  },
  {
    id: "minimum_of_another_currency",
    what: "a minimum holds for every currency",
    file: "db/queries/payable.ts",
    find: "left join payout_minimums as minimum on minimum.currency = sums.currency",
    plant: "left join payout_minimums as minimum on true",
    caughtBy: integration("db/queries/payable.integration.test.ts"),
  },
  {
    id: "second_person_skipped",
    what: "the preparer approves alone above the threshold",
    file: "db/queries/two-people.ts",
    find: "exists (select 1 from run_totals where amount > threshold)",
    plant: "exists (select 1 from run_totals where amount < 0 and amount > threshold)",
    caughtBy: integration("lib/use-cases/two-people.integration.test.ts"),
  },
  {
    id: "canceled_without_asking",
    what: "a payout that was tried is canceled although Stripe has made its transfer",
    file: "db/writes/cancel-run.ts",
    find: "and (payout.attempt_no = 0\n",
    plant: "and (payout.attempt_no >= 0\n",
    caughtBy: LATE_ANSWERS,
  },
  {
    id: "restored_payout_not_claimed",
    what: "a payout that a backup lost comes back without its buckets",
    file: "db/writes/import-payout.ts",
    find: "update balances as bucket set payout_id = imported.id, frozen = true",
    plant: "update balances as bucket set frozen = true",
    caughtBy: RECONCILING,
  },
  {
    id: "claimed_twice",
    what: "a run claims what another payout has claimed already",
    file: "db/writes/prepare-run.ts",
    find: "and bucket.payout_id is null and bucket.day <=",
    plant: "and bucket.day <=",
    caughtBy: PREPARING,
  },
  {
    id: "debt_elsewhere_ignored",
    what: "one plugin is paid although another of the same developer owes more",
    file: "db/queries/payable.ts",
    find: "when sums.amount > sums.balance then 'owes_elsewhere'",
    plant: "when sums.amount > sums.balance and false then 'owes_elsewhere'",
    caughtBy: integration("db/queries/payable.integration.test.ts"),
  },
  {
    id: "sends_without_catching_up",
    what: "restored books send without a look at what Stripe has paid since",
    file: "lib/use-cases/guard-against-lost-payouts.ts",
    find: "if (found.length === 0 || !isDue()) return found;",
    plant: "if (found.length === 0 || isDue()) return found;",
    caughtBy: integration("lib/use-cases/catch-up-with-stripe.integration.test.ts"),
  },
];
