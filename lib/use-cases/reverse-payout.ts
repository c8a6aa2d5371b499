import { findPayoutRecords, type PayoutRecord } from "@/db/queries/reconciliation";
import { findReversals } from "@/db/queries/reversals";
import { withRetry } from "@/db/retry";
import { finishReversal, type ReversalEnd, requestReversal } from "@/db/writes/reversals";
import type { AdminActor } from "@/lib/auth/actor";
import type { PayoutId } from "@/lib/domain/ids";
import { hasTransfer, type PayoutState } from "@/lib/domain/payout";
import { fail, ok, type Result } from "@/lib/domain/result";
import { REVERSAL_REASON_MAX } from "@/lib/domain/reversal";
import type { ReversalAnswer } from "@/lib/stripe/ports";
import { LEASE_MS, later, nextLookUp } from "./attempt-timing";
import type { Deps } from "./deps";
import { adoptReversals, mirrorTransfer, parseReversalRequest } from "./settle-reversal";

export type ReversalWish = {
  readonly payoutId: PayoutId;
  /** Minor units; absent: everything that is not back yet. */
  readonly amount?: bigint | undefined;
  /** What a page showed as left, so that asking twice from one page takes nothing twice. */
  readonly seenLeft?: bigint | undefined;
  readonly reason: string;
};

export type ReversePayoutProblem =
  | { readonly kind: "no_reason" }
  | { readonly kind: "unknown_payout" }
  | { readonly kind: "nothing_to_reverse"; readonly state: PayoutState }
  | { readonly kind: "too_much"; readonly left: bigint; readonly payout: PayoutRecord }
  /** Something was taken back since the page was shown. */
  | { readonly kind: "changed_meanwhile"; readonly left: bigint; readonly payout: PayoutRecord }
  /** Another reversal of the payout has no outcome yet. */
  | { readonly kind: "reversal_open" }
  /** An earlier reversal that counted as refused came through after all: look before going on. */
  | { readonly kind: "came_through" }
  | { readonly kind: "stripe_unreachable" }
  | { readonly kind: "refused"; readonly code: string };

export type Reversal = {
  /** `unknown`: Stripe gave no usable answer. The worker finds out; nothing is asked for twice. */
  readonly state: "made" | "unknown";
  readonly payout: PayoutRecord;
  readonly amount: bigint;
};

type ReverseDeps = Pick<Deps, "db" | "now" | "zone" | "transfers" | "onStep">;

/**
 * Takes a paid payout back from the developer's Stripe account, in whole or in part: statement,
 * Stripe, statement, as with sending.
 *
 * The payout itself only changes on proof, by Stripe's own total. What came back is owed again.
 */
export async function reversePayout(
  deps: ReverseDeps,
  admin: AdminActor,
  wish: ReversalWish,
): Promise<Result<Reversal, ReversePayoutProblem>> {
  const reason = wish.reason.trim();
  if (reason === "" || reason.length > REVERSAL_REASON_MAX) return fail({ kind: "no_reason" });
  const payout = (await findPayoutRecords(deps.db, [wish.payoutId])).get(wish.payoutId);
  if (!payout) return fail({ kind: "unknown_payout" });
  const news = await findNews(deps, payout);
  if (news) return fail(news);

  const at = deps.now();
  const plan = {
    ...{
      payoutId: wish.payoutId,
      amount: wish.amount,
      seenLeft: wish.seenLeft,
      reason,
      at,
      by: admin.name,
    },
    checkAt: later(at, LEASE_MS),
  };
  const requested = await withRetry(() => requestReversal(deps.db, plan));
  if (!requested) return fail(await whyNot(deps, wish));
  await deps.onStep?.("reverse.requested");

  const key = { developerId: payout.developerId, payoutId: wish.payoutId, no: requested.no };
  const reversals = await findReversals(deps.db, payout.developerId, wish.payoutId);
  const request = parseReversalRequest(reversals.find(({ no }) => no === requested.no)?.request);
  const answer = await deps.transfers.createReversal(
    request,
    `reversal:${wish.payoutId}:${requested.no}`,
  );
  await deps.onStep?.("reverse.answered");
  const end = await endingOf(deps, payout, answer, at);
  await withRetry(() => finishReversal(deps.db, key, end, { at: deps.now(), by: admin.name }));
  await deps.onStep?.("reverse.finished");
  if (end.state === "refused") return fail({ kind: "refused", code: end.code });
  return ok({ state: end.state, payout, amount: requested.amount });
}

/** Made, but not to be read at Stripe right now: the look-up mirrors it, and finishes it then. */
async function endingOf(
  deps: ReverseDeps,
  payout: PayoutRecord,
  answer: ReversalAnswer,
  startedAt: Date,
): Promise<ReversalEnd> {
  const checkAt = nextLookUp(startedAt, deps.now());
  switch (answer.outcome) {
    case "made": {
      const isMirrored = await mirrorTransfer(deps, payout);
      await deps.onStep?.("reverse.mirrored");
      if (isMirrored) return { state: "made", reversalId: answer.reversal.id };
      return { state: "unknown", detail: "made; its transfer could not be read", checkAt };
    }
    case "refused":
      return { state: "refused", code: answer.code, detail: answer.detail };
    case "busy":
      return { state: "refused", code: "rate_limited", detail: answer.detail };
    case "lost":
      return { state: "unknown", detail: answer.detail, checkAt };
  }
}

/**
 * Before money is asked for, Stripe shows that nothing more is back than the books say: an earlier
 * reversal that counted as refused may have been made after all, somebody may have taken it back in
 * Stripe's dashboard a moment ago, or the books may have been restored from a backup.
 */
async function findNews(
  deps: ReverseDeps,
  payout: PayoutRecord,
): Promise<ReversePayoutProblem | undefined> {
  if (payout.transferId === undefined) return undefined;
  const earlier = await findReversals(deps.db, payout.developerId, payout.payoutId);
  // Its own look-up brings the news; until then the statement refuses.
  if (earlier.some(({ state }) => state === "requested" || state === "unknown")) return undefined;
  try {
    if (earlier.some(({ state }) => state === "refused")) {
      if ((await adoptReversals(deps, payout, earlier)) > 0) return { kind: "came_through" };
    }
    const transfer = await deps.transfers.fetchTransfer(payout.transferId);
    if (!transfer || transfer.reversed <= payout.reversed) return undefined;
  } catch {
    return { kind: "stripe_unreachable" };
  }
  if (!(await mirrorTransfer(deps, payout))) return { kind: "stripe_unreachable" };
  const { payoutId } = payout;
  const fresh = (await findPayoutRecords(deps.db, [payoutId])).get(payoutId) ?? payout;
  return { kind: "changed_meanwhile", left: fresh.amount.minor - fresh.reversed, payout: fresh };
}

async function whyNot(deps: ReverseDeps, wish: ReversalWish): Promise<ReversePayoutProblem> {
  const payout = (await findPayoutRecords(deps.db, [wish.payoutId])).get(wish.payoutId);
  if (!payout) return { kind: "unknown_payout" };
  const left = payout.amount.minor - payout.reversed;
  if (!hasTransfer(payout.state) || left === 0n) {
    return { kind: "nothing_to_reverse", state: payout.state };
  }
  if (wish.seenLeft !== undefined && wish.seenLeft !== left) {
    return { kind: "changed_meanwhile", left, payout };
  }
  if (wish.amount !== undefined && (wish.amount > left || wish.amount < 1n)) {
    return { kind: "too_much", left, payout };
  }
  return { kind: "reversal_open" };
}
