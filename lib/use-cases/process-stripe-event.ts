import { findDeveloperOfAccount } from "@/db/queries/connected-accounts";
import { findPayoutRecords } from "@/db/queries/reconciliation";
import { findStripeEvent, type StoredStripeEvent } from "@/db/queries/stripe-events";
import { beginStripeEvent, markStripeEventProcessed } from "@/db/writes/stripe-events";
import type { Deps } from "./deps";
import { holdUnexplained } from "./hold-unexplained";
import { insistOnOurAccount } from "./is-our-account";
import { type RecordedCharge, recordCharge } from "./record-charge";
import { refreshAccount } from "./refresh-account";
import { settleTransfer } from "./settle-transfer";

export type ProcessDeps = Pick<
  Deps,
  "db" | "now" | "zone" | "newId" | "accounts" | "transfers" | "charges" | "isLive" | "onStep"
>;

/** What was done about an event, in a word or two, as the inbox keeps it. */
export type StripeEventOutcome = string;

/**
 * Acts on a webhook by reading at Stripe what it speaks of. The event's own content is never
 * believed, so that events may come in any order, any number of times, late or never.
 *
 * Throws when Stripe cannot be asked: the event then stays unprocessed and is tried again.
 */
export async function processStripeEvent(
  deps: ProcessDeps,
  eventId: string,
): Promise<StripeEventOutcome | undefined> {
  const event = await findStripeEvent(deps.db, eventId);
  if (!event || event.isProcessed) return undefined;
  if (!(await beginStripeEvent(deps.db, event))) return undefined;
  await deps.onStep?.("inbox.counted");
  const outcome = await act(deps, event);
  await deps.onStep?.("inbox.acted");
  await markStripeEventProcessed(deps.db, { id: event.id, at: deps.now(), outcome });
  await deps.onStep?.("inbox.marked");
  return outcome;
}

const TRANSFER_EVENTS: ReadonlySet<string> = new Set([
  "transfer.created",
  "transfer.updated",
  "transfer.reversed",
]);
const ABOUT_DISPUTES = /^charge\.dispute\./;
const ABOUT_REFUNDS = /^(refund|charge\.refund)\./;
const ABOUT_CHARGES = /^charge\./;
const ABOUT_ACCOUNTS = /^(account\.|capability\.|person\.|v2\.core\.account)/;

async function act(deps: ProcessDeps, event: StoredStripeEvent): Promise<StripeEventOutcome> {
  // Stripe tells a platform's live endpoint of its accounts' test mode too.
  const { isLive = deps.isLive } = event;
  if (isLive !== deps.isLive) return `ignored: of ${isLive ? "live" : "test"} mode`;
  if (TRANSFER_EVENTS.has(event.type)) return actOnTransfer(deps, event.objectId);
  if (ABOUT_REFUNDS.test(event.type) || ABOUT_CHARGES.test(event.type)) {
    return actOnCharge(deps, event);
  }
  if (ABOUT_ACCOUNTS.test(event.type)) return actOnAccount(deps, event.account);
  return "ignored";
}

/** Whatever happened to a charge, the whole of it is read and what is missing is recorded. */
async function actOnCharge(
  deps: ProcessDeps,
  event: StoredStripeEvent,
): Promise<StripeEventOutcome> {
  // Payments that connected accounts took themselves are no sales of the marketplace.
  if (event.account !== undefined || event.objectId === undefined) return "not ours";
  const chargeId = await chargeOf(deps, event.type, event.objectId);
  if (chargeId === undefined) return notOurs(deps);
  return wordsOf(await recordCharge(deps, chargeId));
}

async function chargeOf(
  { charges }: ProcessDeps,
  type: string,
  objectId: string,
): Promise<string | undefined> {
  if (ABOUT_DISPUTES.test(type)) return (await charges.fetchDispute(objectId))?.chargeId;
  if (ABOUT_REFUNDS.test(type)) return (await charges.fetchRefund(objectId))?.chargeId;
  return objectId;
}

/** What Stripe has nothing of. With the key of another account it has nothing, and the event waits. */
async function notOurs(deps: ProcessDeps): Promise<StripeEventOutcome> {
  await insistOnOurAccount(deps);
  return "not ours";
}

function wordsOf(outcome: RecordedCharge): StripeEventOutcome {
  switch (outcome.kind) {
    case "needs_person":
      return `needs a person: ${outcome.codes.join(", ")}`;
    case "recorded":
      return outcome.isNew ? "charge recorded" : "charge recorded before";
    default:
      return outcome.kind.replaceAll("_", " ");
  }
}

/**
 * A disconnected account is no exception: reading it shows that it is gone, and if it was
 * connected anew meanwhile, that it is not.
 */
async function actOnAccount(
  deps: ProcessDeps,
  accountId: string | undefined,
): Promise<StripeEventOutcome> {
  const developerId = accountId && (await findDeveloperOfAccount(deps.db, accountId));
  if (!developerId) return "not ours";
  const refreshed = await refreshAccount(deps, developerId);
  if (refreshed.ok) return `account ${refreshed.value.state}`;
  if (refreshed.problem.kind === "not_started") return "not ours";
  throw new Error(`Account ${accountId} could not be read: ${refreshed.problem.kind}`);
}

/** How often a payout that moves on meanwhile is read anew before the event waits. */
const READS_MAX = 3;

async function actOnTransfer(
  deps: ProcessDeps,
  transferId: string | undefined,
): Promise<StripeEventOutcome> {
  const transfer = transferId ? await deps.transfers.fetchTransfer(transferId) : undefined;
  if (!transfer) return notOurs(deps);
  if (!transfer.payoutId) return "not ours";
  for (let read = 1; read <= READS_MAX; read++) {
    const payouts = await findPayoutRecords(deps.db, [transfer.payoutId]);
    const payout = payouts.get(transfer.payoutId);
    // Bringing back what the database lost is for `remit reconcile`, which somebody watches.
    if (!payout) return "unknown payout";
    const settlement = await settleTransfer(deps, payout, transfer, "stripe");
    if (settlement.kind === "in_motion") continue;
    await holdUnexplained(deps, { settlement, transfer, payout }, "stripe");
    return settlement.kind.replaceAll("_", " ");
  }
  throw new Error(`Payout ${transfer.payoutId} kept moving while transfer ${transfer.id} was read`);
}
