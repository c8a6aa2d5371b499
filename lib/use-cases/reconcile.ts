import { findPaidPayouts, type PaidCursor, type PayoutRecord } from "@/db/queries/reconciliation";
import type { PayoutId } from "@/lib/domain/ids";
import type { TransferFacts } from "@/lib/stripe/ports";
import { createSettling } from "./create-settling";
import type { Deps } from "./deps";
import { inBatches } from "./in-batches";
import { type Settlement, settleTransfer } from "./settle-transfer";

/** Something about one transfer or payout, in plain values. */
export type ReconcileFinding = {
  readonly kind: Exclude<Settlement["kind"], "agrees" | "not_ours"> | "missing_at_stripe";
  readonly payoutId: string | undefined;
  readonly transferId: string | undefined;
  /** What differs, and how. */
  readonly detail: string;
};

export type ReconcileReport = {
  readonly since: Date | undefined;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly transfersRead: number;
  /** Of these, not made by Remit. */
  readonly foreignTransfers: number;
  readonly payoutsRead: number;
  /** What was brought in line, at most `FINDINGS_MAX` of them. */
  readonly fixed: readonly ReconcileFinding[];
  readonly fixedCount: number;
  /** What a person has to look into, at most `FINDINGS_MAX` of them. */
  readonly differences: readonly ReconcileFinding[];
  readonly differenceCount: number;
};

const FINDINGS_MAX = 1_000;
const BATCH_SIZE = 100;
/** How far our clock may be ahead of Stripe's: pages of payouts are read this much further. */
const CLOCK_SLACK_MS = 60 * 60 * 1000;

type ReconcileDeps = Pick<Deps, "db" | "now" | "zone" | "newId" | "transfers">;

/**
 * Compares the books with Stripe's transfers, both ways, and never sends anything.
 *
 * Both sides are read from the latest back, a page at a time, and what agrees is forgotten at
 * once, so that memory does not grow with history. What a transfer proves is written down; all
 * else is reported, and an unexplained transfer puts its developer on hold.
 */
export async function reconcile(
  deps: ReconcileDeps,
  options: { readonly since?: Date | undefined; readonly by?: string } = {},
): Promise<ReconcileReport> {
  const { since, by = "worker" } = options;
  const notes = createNotes(deps.now(), since);
  const paid = createPaidPayouts(deps, since);
  const settling = createSettling(deps, by, notes.note);

  for await (const batch of inBatches(deps.transfers.listTransfers(since), BATCH_SIZE)) {
    await paid.readBackTo(oldestOf(batch));
    await settling.settle(batch);
    for (const { payoutId } of batch) if (payoutId) paid.forget(payoutId);
  }
  await settling.settleLost();
  await paid.readBackTo(undefined);
  for (const payout of paid.unmatched()) await judgeUnmatched(deps, payout, by, notes);
  return notes.report(deps.now(), paid.count());
}

/** The list may have begun after the transfer was made, so the transfer itself is asked for. */
async function judgeUnmatched(
  deps: ReconcileDeps,
  payout: PayoutRecord,
  by: string,
  notes: Notes,
): Promise<void> {
  const { payoutId, transferId } = payout;
  const transfer = transferId ? await deps.transfers.fetchTransfer(transferId) : undefined;
  if (transfer?.payoutId === payoutId) {
    notes.note(await settleTransfer(deps, payout, transfer, by), transfer);
    return;
  }
  const detail = transfer
    ? `transfer ${transferId} belongs to another payout at Stripe`
    : `Stripe has no transfer ${transferId}`;
  notes.differ({ kind: "missing_at_stripe", payoutId, transferId, detail });
}

/** Paid payouts that no transfer was seen for yet, read a page at a time. */
function createPaidPayouts({ db }: Pick<Deps, "db">, since: Date | undefined) {
  const waiting = new Map<PayoutId, PayoutRecord>();
  let before: PaidCursor | undefined;
  let isAtEnd = false;
  let count = 0;

  const readPage = async () => {
    const page = await findPaidPayouts(db, { since, before, limit: BATCH_SIZE });
    for (const payout of page) waiting.set(payout.payoutId, payout);
    count += page.length;
    isAtEnd = page.length < BATCH_SIZE;
    const last = page.at(-1);
    if (last?.paidAt) before = { paidAt: last.paidAt, payoutId: last.payoutId };
  };
  return {
    readBackTo: async (instant: Date | undefined) => {
      const limit = instant ? instant.getTime() - CLOCK_SLACK_MS : undefined;
      while (!isAtEnd && !(limit !== undefined && before && before.paidAt.getTime() < limit)) {
        await readPage();
      }
    },
    forget: (payoutId: PayoutId) => waiting.delete(payoutId),
    unmatched: () => waiting.values(),
    count: () => count,
  };
}

type Notes = ReturnType<typeof createNotes>;

function createNotes(startedAt: Date, since: Date | undefined) {
  const fixed: ReconcileFinding[] = [];
  const differences: ReconcileFinding[] = [];
  const counts = { read: 0, foreign: 0, fixed: 0, different: 0 };
  const differ = (finding: ReconcileFinding) => {
    counts.different += 1;
    if (differences.length < FINDINGS_MAX) differences.push(finding);
  };
  const note = (settlement: Settlement, transfer: TransferFacts) => {
    counts.read += 1;
    if (settlement.kind === "agrees") return;
    if (settlement.kind === "not_ours") {
      counts.foreign += 1;
      return;
    }
    const { id: transferId, payoutId } = transfer;
    const finding = { kind: settlement.kind, payoutId, transferId, detail: words(settlement) };
    if (!FIXED.has(settlement.kind)) return differ(finding);
    counts.fixed += 1;
    if (fixed.length < FINDINGS_MAX) fixed.push(finding);
  };
  const report = (finishedAt: Date, payoutsRead: number): ReconcileReport => ({
    ...{ since, startedAt, finishedAt, payoutsRead, fixed, differences },
    transfersRead: counts.read,
    foreignTransfers: counts.foreign,
    fixedCount: counts.fixed,
    differenceCount: counts.different,
  });
  return { note, differ, report };
}

const FIXED: ReadonlySet<Settlement["kind"]> = new Set([
  "adopted",
  "imported",
  "reversal_mirrored",
]);

function words(settlement: Settlement): string {
  switch (settlement.kind) {
    case "agrees":
      return "agrees";
    case "not_ours":
      return "not made by Remit";
    case "adopted":
      return "the payout is marked paid now";
    case "imported":
      return "the payout is back in the books, and what it paid is claimed";
    case "reversal_mirrored":
      return `${settlement.reversed} in minor units taken back`;
    case "unknown_payout":
      return "the books have no such payout; its developer is on hold";
    case "differs":
      return `the ${settlement.field.replace("_", " ")} differs`;
    case "second_transfer":
      return `the payout was paid by ${settlement.firstTransferId} already`;
    case "paid_though_canceled":
      return "the payout was canceled, yet Stripe has made the transfer";
    case "in_motion":
      return "the payout moved on meanwhile; run this again";
  }
}

function oldestOf(batch: readonly TransferFacts[]): Date | undefined {
  return batch.at(-1)?.createdAt;
}
