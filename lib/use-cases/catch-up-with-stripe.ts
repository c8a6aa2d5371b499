import { findKnownThrough } from "@/db/queries/known-transfers";
import { findPayoutRecords } from "@/db/queries/reconciliation";
import { GatewayError, type TransferFacts } from "@/lib/stripe/ports";
import { later } from "./attempt-timing";
import type { Deps } from "./deps";
import { inBatches } from "./in-batches";
import { settleBatch } from "./settle-batch";
import type { Settlement } from "./settle-transfer";

/** Transfers that the books should have known, and what came of each. */
export type CatchUp = {
  readonly settlements: readonly {
    readonly transferId: string;
    readonly kind: Settlement["kind"];
  }[];
};

export type CatchUpDeps = Pick<Deps, "db" | "now" | "zone" | "newId" | "transfers">;

const BATCH_SIZE = 100;
/** How far the clocks of Stripe and of our processes may be apart, generously. */
const CLOCK_SLACK_MS = 60 * 60 * 1_000;

/**
 * Makes sure, before money is sent, that the books know of every transfer that Stripe has. They do
 * unless they were restored from a backup, and then what was paid since must not be paid again:
 * a lost payout is taken in, or its developer is put on hold, as `reconcile` does. Nor must what
 * Stripe carried out after all, when its payout had been canceled because nothing was found.
 *
 * Each attempt is written down before its call. So Stripe is read first and the books after, and a
 * transfer whose payout was never tried by these books can only come from ones that are lost.
 *
 * @throws GatewayError when Stripe cannot be asked: nothing may be sent then.
 */
export async function catchUpWithStripe(deps: CatchUpDeps, by: string): Promise<CatchUp> {
  const settlements: { transferId: string; kind: Settlement["kind"] }[] = [];
  for await (const batch of inBatches(newTransfers(deps), BATCH_SIZE)) {
    const unaccounted = await withoutSender(deps, batch);
    await settleBatch(deps, unaccounted, by, ({ kind }, { id: transferId }) => {
      settlements.push({ transferId, kind });
    });
  }
  return { settlements };
}

/** Those that came after the last one that these books surely made themselves. */
async function* newTransfers(deps: CatchUpDeps): AsyncGenerator<TransferFacts> {
  const known = await findKnownThrough(deps.db);
  if (!known) return;
  if (known.kind === "beginning") {
    yield* deps.transfers.listTransfers(later(known.at, -CLOCK_SLACK_MS));
    return;
  }
  try {
    yield* deps.transfers.listTransfersAfter(known.transferId);
  } catch (error) {
    if (error instanceof GatewayError && error.code === "resource_missing") {
      throw otherAccount(known.transferId, error);
    }
    throw error;
  }
}

/** Transfers are never deleted: whoever does not know ours is not who made it. */
function otherAccount(transferId: string, cause: GatewayError): GatewayError {
  const message =
    `Stripe does not know ${transferId}, which these books had it make. STRIPE_SECRET_KEY seems ` +
    "to be the key of another account or mode; nothing is sent until it is the right one";
  return new GatewayError("refused", "other_account", message, { cause });
}

/**
 * Leaves out those whose payout these books have tried and not let go: its sender, or the look-up
 * after it, knows what to make of them. One that was canceled has nobody any more, and its money
 * may be in another payout by now.
 */
async function withoutSender(
  { db }: Pick<Deps, "db">,
  batch: readonly TransferFacts[],
): Promise<readonly TransferFacts[]> {
  const ours = batch.filter(({ payoutId }) => payoutId !== undefined);
  const ids = ours.flatMap(({ payoutId }) => (payoutId ? [payoutId] : []));
  const payouts = await findPayoutRecords(db, ids);
  return ours.filter(({ payoutId }) => {
    const payout = payoutId && payouts.get(payoutId);
    return !(payout && payout.attempts > 0 && payout.state !== "canceled");
  });
}
