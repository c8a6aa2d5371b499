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
 * a lost payout is taken in, or its developer is put on hold, as `reconcile` does.
 *
 * Each attempt is written down before its call. So Stripe is read first and the books after, and a
 * transfer whose payout was never tried by these books can only come from ones that are lost.
 *
 * @throws GatewayError when Stripe cannot be asked: nothing may be sent then.
 */
export async function catchUpWithStripe(deps: CatchUpDeps, by: string): Promise<CatchUp> {
  const settlements: { transferId: string; kind: Settlement["kind"] }[] = [];
  for await (const batch of inBatches(newTransfers(deps), BATCH_SIZE)) {
    const lost = await neverTried(deps, batch);
    await settleBatch(deps, lost, by, ({ kind }, { id: transferId }) => {
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
    // A sandbox may be emptied; what Stripe made since is read by its date then.
    if (!(error instanceof GatewayError && error.trouble === "gone")) throw error;
    yield* deps.transfers.listTransfers(later(known.paidAt, -CLOCK_SLACK_MS));
  }
}

async function neverTried(
  { db }: Pick<Deps, "db">,
  batch: readonly TransferFacts[],
): Promise<readonly TransferFacts[]> {
  const ours = batch.filter(({ payoutId }) => payoutId !== undefined);
  const ids = ours.flatMap(({ payoutId }) => (payoutId ? [payoutId] : []));
  const payouts = await findPayoutRecords(db, ids);
  return ours.filter(({ payoutId }) => !(payoutId && payouts.get(payoutId)?.attempts));
}
