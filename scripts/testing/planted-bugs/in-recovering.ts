import { integration, type PlantedBug } from "./planted-bug";

const RECONCILING = integration("lib/use-cases/reconcile.integration.test.ts");
const OUR_ACCOUNT = integration("lib/use-cases/is-our-account.integration.test.ts");
const LATE_TRANSFERS = integration("lib/use-cases/late-transfers.integration.test.ts");
const CATCHING_UP = integration("lib/use-cases/catch-up-with-stripe.integration.test.ts");

/** Mistakes in what follows a restored backup, an outage or a refusal. */
export const BUGS_IN_RECOVERING: readonly PlantedBug[] = [
  {
    id: "restored_payout_not_claimed",
    sin: "S1",
    what: "a payout that a backup lost comes back without what it paid",
    file: "db/writes/import-payout.ts",
    find: "update payables as payable set payout_id = imported.id",
    plant: "update payables as payable set payout_id = null",
    caughtBy: RECONCILING,
  },
  {
    id: "sends_without_catching_up",
    sin: "later_rule",
    what: "restored books send without a look at what Stripe has paid since",
    file: "lib/use-cases/guard-against-lost-payouts.ts",
    find: "if (found.length === 0 || !isDue()) return found;",
    plant: "if (found.length === 0 || isDue()) return found;",
    caughtBy: CATCHING_UP,
  },
  {
    id: "look_begins_at_what_was_sent",
    sin: "later_rule",
    what: "what Stripe made by itself while others were sent is behind the next look at its transfers",
    file: "lib/use-cases/catch-up-with-stripe.ts",
    find: "looked.madeAt <= known.paidAt ? looked.transferId : known.transferId",
    plant: "known.transferId",
    caughtBy: LATE_TRANSFERS,
  },
  {
    id: "differing_transfer_pays_on",
    sin: "later_rule",
    what: "a transfer of another amount than its payout's stops nobody from being paid again",
    file: "lib/use-cases/hold-unexplained.ts",
    find: 'return isKnown ? undefined : "which is not what its payout asks for";',
    plant: "return undefined;",
    caughtBy: CATCHING_UP,
  },
  {
    id: "one_transfer_for_a_hold",
    sin: "later_rule",
    what: "a second transfer that nothing explains is forgotten while its developer is on hold",
    file: "db/writes/hold-for-unexplained.ts",
    find: "set reason = holds.reason || ' ' || excluded.reason",
    plant: "set reason = holds.reason",
    caughtBy: CATCHING_UP,
  },
  {
    id: "own_money_without_end",
    sin: "later_rule",
    what: "a charge's own money that Stripe refused is tried again and again without a pause",
    file: "db/queries/payout-waits.ts",
    find: "(payout.source_charge is null or payout.attempt_no > 0)",
    plant: "(payout.source_charge is null)",
    caughtBy: integration("lib/use-cases/pay-instantly-trouble.integration.test.ts"),
  },
  {
    id: "webhook_given_up",
    sin: "S12",
    what: "a webhook is not acted on any more once it failed often",
    file: "db/queries/stripe-events.ts",
    find: "20)), 600 *",
    plant: "20)), 6000000 *",
    caughtBy: integration("lib/use-cases/process-stripe-events.integration.test.ts"),
  },
  {
    id: "canceled_and_carried_out",
    sin: "S12",
    what: "what Stripe carried out after its payout was canceled stops nobody from paying it again",
    file: "lib/use-cases/catch-up-with-stripe.ts",
    find: 'new Set(["failed", "canceled"])',
    plant: 'new Set(["failed"])',
    caughtBy: LATE_TRANSFERS,
  },
  {
    id: "another_platform_has_no_accounts",
    sin: "later_rule",
    what: "the key of another platform takes every developer's account away",
    file: "lib/use-cases/refresh-account.ts",
    find: "if (!proved.ok) return proved;",
    plant: "",
    caughtBy: OUR_ACCOUNT,
  },
  {
    id: "another_accounts_silence",
    sin: "S12",
    what: "an unknown payout fails because an account that never had it has nothing of it",
    file: "lib/use-cases/resolve-unknown.ts",
    find: " || !(await isOurAccount(deps))) return",
    plant: ") return",
    caughtBy: OUR_ACCOUNT,
  },
  {
    id: "another_account_lets_go",
    sin: "S12",
    what: "a payout that was tried is let go because another account has nothing of it",
    file: "lib/use-cases/cancel-run.ts",
    find: "if (tried.length > 0 && !(await isOurAccount(deps)))",
    plant: "if (tried.length > 1_000 && !(await isOurAccount(deps)))",
    caughtBy: OUR_ACCOUNT,
  },
];
