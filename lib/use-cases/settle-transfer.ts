import { findWaitingSale } from "@/db/queries/instant-work";
import { findClosedThrough } from "@/db/queries/posting-facts";
import { findPayoutRecords, type PayoutRecord } from "@/db/queries/reconciliation";
import { withRetry } from "@/db/retry";
import { adoptTransfer } from "@/db/writes/adopt-transfer";
import { ensurePeriods, forgetPeriods } from "@/db/writes/ensure-periods";
import { importPayout } from "@/db/writes/import-payout";
import { mirrorReversal } from "@/db/writes/mirror-reversal";
import { reserveForTransfer } from "@/db/writes/reserve-for-transfer";
import { postingDay } from "@/lib/domain/event";
import { parseDeveloperId } from "@/lib/domain/ids";
import { hasTransfer } from "@/lib/domain/payout";
import { parsePeriod, periodOfDay } from "@/lib/domain/period";
import type { TransferFacts } from "@/lib/stripe/ports";
import type { Deps } from "./deps";
import { prepareSale } from "./pay-instantly";

/** What a transfer at Stripe means for the books. */
export type Settlement =
  /** The books say the same; or they know nothing of it, and all of it was taken back. */
  | { readonly kind: "agrees" }
  /** Not made by Remit. */
  | { readonly kind: "not_ours" }
  /** The books now say the same: the payout is marked paid. */
  | { readonly kind: "adopted" }
  /** The books had lost the payout, and have it again. */
  | { readonly kind: "imported" }
  | { readonly kind: "reversal_mirrored"; readonly reversed: bigint }
  /** It names a payout that the books do not have, and nothing proves what it paid. */
  | { readonly kind: "unknown_payout" }
  | { readonly kind: "differs"; readonly field: TransferField }
  | { readonly kind: "second_transfer"; readonly firstTransferId: string }
  /** The payout was canceled and what it claimed may be paid again, yet the money left. */
  | { readonly kind: "paid_though_canceled" }
  /** The payout moves on under somebody else's hands right now; look again later. */
  | { readonly kind: "in_motion" };

export type TransferField =
  | "amount"
  | "currency"
  | "destination"
  | "source"
  | "transfer_group"
  | "reversed";

/** A month that is closed while a return is written sends it to the next one. */
const CLOSINGS_MAX = 3;

type SettleDeps = Pick<Deps, "db" | "now" | "zone">;

/**
 * Brings one payout in line with a transfer that was read at Stripe. Only what the transfer proves
 * is written: same payout, amount, currency and destination. Safe to repeat in any order.
 */
export async function settleTransfer(
  deps: SettleDeps,
  payout: PayoutRecord | undefined,
  transfer: TransferFacts,
  by: string,
): Promise<Settlement> {
  if (transfer.payoutId === undefined) return { kind: "not_ours" };
  if (!payout) {
    const found = await importLost(deps, transfer, by);
    if (found) return found;
    // Somebody else may have taken it in since its payout was looked for.
    const fresh = (await findPayoutRecords(deps.db, [transfer.payoutId])).get(transfer.payoutId);
    if (fresh) return settleTransfer(deps, fresh, transfer, by);
    return { kind: isTakenBack(transfer) ? "agrees" : "unknown_payout" };
  }
  const isSecond = payout.transferId !== undefined && payout.transferId !== transfer.id;
  if ((isSecond || payout.state === "canceled") && isTakenBack(transfer)) return { kind: "agrees" };
  const field = differingField(payout, transfer);
  if (field) return { kind: "differs", field };
  if (payout.transferId && isSecond) {
    return { kind: "second_transfer", firstTransferId: payout.transferId };
  }
  if (payout.state === "canceled") return { kind: "paid_though_canceled" };

  const isNew = !hasTransfer(payout.state);
  if (isNew && !(await adopt(deps, payout, transfer, by))) return { kind: "in_motion" };
  return (await mirror(deps, payout, transfer, by)) ?? { kind: isNew ? "adopted" : "agrees" };
}

const isTakenBack = ({ amount, reversed }: TransferFacts) => reversed === amount.minor;

function differingField(payout: PayoutRecord, transfer: TransferFacts): TransferField | undefined {
  if (transfer.amount.currency !== payout.amount.currency) return "currency";
  if (transfer.amount.minor !== payout.amount.minor) return "amount";
  if (transfer.destination !== payout.destination) return "destination";
  if (transfer.sourceTransaction !== payout.sourceCharge) return "source";
  const isGrouped = payout.sourceCharge === undefined;
  if (isGrouped && transfer.transferGroup !== `payout:${payout.payoutId}`) return "transfer_group";
  return undefined;
}

/** The last step is the same statement as that of a webhook or a look-up during sending. */
async function adopt(
  { db, now }: SettleDeps,
  payout: PayoutRecord,
  transfer: TransferFacts,
  by: string,
): Promise<boolean> {
  const { developerId, payoutId, attempts, state } = payout;
  const key = { developerId, payoutId, by };
  if (state === "ready" || state === "approved") {
    const found = { attempts, request: requestOf(transfer), sentAt: transfer.createdAt };
    if (state === "ready") {
      await reserveForTransfer(db, { ...key, ...found, at: now(), from: "ready" });
    }
    await reserveForTransfer(db, { ...key, ...found, at: now(), from: "approved" });
  }
  return adoptTransfer(db, { ...key, transferId: transfer.id, at: now() });
}

async function mirror(
  { db, now, zone }: SettleDeps,
  payout: PayoutRecord,
  { reversed }: TransferFacts,
  by: string,
): Promise<Settlement | undefined> {
  if (reversed === payout.reversed) return undefined;
  // What was reversed stays reversed at Stripe: less than before is not an answer to believe.
  if (reversed < payout.reversed) return { kind: "differs", field: "reversed" };
  const { developerId, payoutId } = payout;
  for (let closings = 0; closings <= CLOSINGS_MAX; closings++) {
    const at = now();
    const day = postingDay(at, { zone, closedThrough: await findClosedThrough(db) });
    await ensurePeriods(db, [periodOfDay(day)]);
    const news = { developerId, payoutId, reversed, at, day, by };
    const outcome = await withRetry(() => mirrorReversal(db, news));
    if (outcome === "period_closed") {
      forgetPeriods(db);
      continue;
    }
    return outcome === "mirrored" ? { kind: "reversal_mirrored", reversed } : { kind: "in_motion" };
  }
  return { kind: "in_motion" };
}

/**
 * The payout of a single sale gets its record, under its old id, by preparing it anew: it is then
 * led to its transfer like any other that was found at Stripe.
 */
async function prepareLostSale(
  deps: SettleDeps,
  { payoutId, metadata = {} }: TransferFacts,
): Promise<PayoutRecord | undefined> {
  const developerId = parseDeveloperId(metadata.developer_id ?? "");
  const { sale_source: source, sale_id: externalId } = metadata;
  if (!payoutId || !developerId.ok || !source || !externalId) return undefined;
  const known = { developerId: developerId.value, source, externalId };
  const sale = await findWaitingSale(deps.db, known);
  if (!sale || !(await prepareSale(deps, sale))) return undefined;
  return (await findPayoutRecords(deps.db, [payoutId])).get(payoutId);
}

/** Absent when nothing proves what it paid. */
async function importLost(
  deps: SettleDeps,
  transfer: TransferFacts,
  by: string,
): Promise<Settlement | undefined> {
  const { db, now } = deps;
  const { payoutId, metadata = {} } = transfer;
  const ofSale = await prepareLostSale(deps, transfer);
  if (ofSale) return settleTransfer(deps, ofSale, transfer, by);
  const developerId = parseDeveloperId(metadata.developer_id ?? "");
  const period = parsePeriod(metadata.period ?? "");
  if (!payoutId || !developerId.ok || !period.ok) return undefined;
  if (transfer.transferGroup !== `payout:${payoutId}`) return undefined;
  const isImported = await importPayout(db, {
    developerId: developerId.value,
    payoutId,
    period: period.value,
    currency: transfer.amount.currency,
    amount: transfer.amount.minor,
    destination: transfer.destination,
    transferId: transfer.id,
    request: requestOf(transfer),
    sentAt: transfer.createdAt,
    at: now(),
    by,
  });
  return isImported ? { kind: "imported" } : undefined;
}

/** In the words of a frozen request. */
function requestOf(transfer: TransferFacts): Readonly<Record<string, unknown>> {
  return {
    amount: transfer.amount.minor.toString(),
    currency: transfer.amount.currency,
    destination: transfer.destination,
    ...(transfer.sourceTransaction === undefined
      ? { transferGroup: transfer.transferGroup ?? "" }
      : {
          transferGroup: `payout:${transfer.payoutId}`,
          sourceTransaction: transfer.sourceTransaction,
        }),
    description: "",
    metadata: transfer.metadata ?? {},
  };
}
