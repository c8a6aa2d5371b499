import { findFirstEntryAt, findLookedThrough } from "@/db/queries/known-transfers";
import { findPayoutRecords } from "@/db/queries/reconciliation";
import { saveLookedThrough } from "@/db/writes/transfer-looks";
import type { TransferFacts } from "@/lib/stripe/ports";
import { later } from "./attempt-timing";
import { createSettling } from "./create-settling";
import type { Deps } from "./deps";
import { inBatches } from "./in-batches";
import { fetchConfirmedTransfer } from "./is-our-account";
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
/** Stripe dates by the second, and may list a transfer a moment after it has made it. */
const LISTED_WITHIN_MS = 10_000;
/** Nobody is at such a payout now: it may be canceled the next moment, or is. */
const AT_REST: ReadonlySet<string> = new Set(["approved", "failed", "canceled"]);

/**
 * Makes sure, before money is sent, that the books know of every transfer that Stripe has. They do
 * unless they were restored from a backup, and then what was paid since must not be paid again:
 * a lost payout is taken in, or its developer is put on hold, as `reconcile` does. Nor must what
 * Stripe carried out after all, when its payout had been canceled because nothing was found.
 *
 * Each attempt is written down before its call. So Stripe is read first and the books after, and a
 * transfer whose payout was never tried by these books can only come from ones that are lost.
 *
 * How far was looked is kept, so that nothing falls between two looks, however long one takes and
 * whatever was sent meanwhile.
 *
 * @throws GatewayError when Stripe cannot be asked: nothing may be sent then.
 */
export async function catchUpWithStripe(deps: CatchUpDeps, by: string): Promise<CatchUp> {
  const settlements: { transferId: string; kind: Settlement["kind"] }[] = [];
  const listed = createListed();
  const settling = createSettling(deps, by, ({ kind }, { id: transferId }) => {
    settlements.push({ transferId, kind });
  });
  for await (const batch of inBatches(newTransfers(deps), BATCH_SIZE)) {
    listed.add(batch);
    await settling.settle(await withoutSender(deps, batch));
  }
  await settling.settleLost();
  const through = listed.completeThrough();
  // What somebody else was moving at that moment has to be seen by the next look, too.
  const isSettled = settlements.every(({ kind }) => kind !== "in_motion");
  if (through && isSettled) await saveLookedThrough(deps.db, through);
  return { settlements };
}

/**
 * Those that came after the last look, or after the last one that these books surely made
 * themselves: whichever Stripe made earlier, should only some of the tables have been restored.
 */
async function* newTransfers(deps: CatchUpDeps): AsyncGenerator<TransferFacts> {
  const { db, transfers } = deps;
  const ours = await fetchConfirmedTransfer(deps);
  const looked = await findLookedThrough(db);
  if (!ours || !looked) {
    // Since a moment before the first entry of these books.
    const firstAt = await findFirstEntryAt(db);
    if (firstAt) yield* transfers.listTransfers(later(firstAt, -CLOCK_SLACK_MS));
    return;
  }
  const after = looked.madeAt <= ours.createdAt ? looked.transferId : ours.id;
  yield* transfers.listTransfersAfter(after);
}

/** The newest of the listed transfers before which none can be listed later on; in any order. */
function createListed() {
  let latest: TransferFacts[] = [];
  let complete: TransferFacts | undefined;
  const add = (batch: readonly TransferFacts[]) => {
    latest = [...latest, ...batch].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    const newest = latest.at(-1)?.createdAt ?? new Date(0);
    const open = latest.filter(({ createdAt }) => createdAt > later(newest, -LISTED_WITHIN_MS));
    const last = latest.at(-open.length - 1);
    if (last && (!complete || last.createdAt > complete.createdAt)) complete = last;
    latest = open;
  };
  const completeThrough = () => complete && { transferId: complete.id, madeAt: complete.createdAt };
  return { add, completeThrough };
}

/**
 * Leaves out those whose payout is on its way or paid: its sender, or the look-up after it, knows
 * what to make of them. One that waits, failed or was canceled has nobody, and its money may be in
 * another payout by now, or soon.
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
    return !(payout && payout.attempts > 0 && !AT_REST.has(payout.state));
  });
}
