import {
  findExpiredLeases,
  findLatestAttempt,
  findLookUpsDue,
  type OpenAttempt,
  type PayoutRef,
} from "@/db/queries/payout-work";
import { withRetry } from "@/db/retry";
import { type AttemptOutcome, finishAttempt } from "@/db/writes/finish-attempt";
import { leaseUnknown, loseExpired, postponeLookUp } from "@/db/writes/payout-leases";
import type { TransferRequest } from "@/lib/stripe/ports";
import {
  ABSENT_MS,
  CALL_MS,
  GIVE_UP_MS,
  LEASE_MS,
  later,
  nextLookUp,
  RESEND_MS,
} from "./attempt-timing";
import type { Deps } from "./deps";
import { findOwnTransfer, type PayoutTrace } from "./find-own-transfer";
import { createGuard, type GuardOptions } from "./guard-against-lost-payouts";
import { isOurAccount } from "./is-our-account";
import { endingOf, raiseAlarm, type SendOptions, STORED_ERROR, WORKER } from "./send-payout";
import { parseFrozenRequest } from "./transfer-request";

export type ResolveStep = "leased" | "before_resend" | "resolved";

export type ResolveOptions = Pick<SendOptions, "by" | "onAlarm"> &
  GuardOptions & {
    /** How many payouts of each kind are looked at. */
    readonly limit?: number;
    readonly shouldStop?: () => boolean;
    readonly onStep?: (step: ResolveStep, payout: PayoutRef) => Promise<void> | void;
  };

export type ResolveReport = {
  /** Senders that went silent. */
  readonly expired: number;
  readonly paid: number;
  readonly failed: number;
  /** Stripe's balance did not cover them: they wait to be sent. */
  readonly unfunded: number;
  /** Still unknown; looked at again later. */
  readonly open: number;
};

type ResolveDeps = Pick<Deps, "db" | "now" | "zone" | "newId" | "transfers">;
type Lease = { readonly token: string; readonly until: Date };
type Verdict = AttemptOutcome & {
  readonly detail?: string;
  readonly requestId?: string | undefined;
};

const LIMIT = 100;

/**
 * Finds out what became of payouts that nobody knows the outcome of.
 *
 * Stripe's list of transfers is asked first, always. Only where it shows nothing is the same
 * attempt sent again, with the same key and bytes, and only while Stripe surely remembers the
 * key. Before that the books catch up with Stripe, as before anything is sent: restored ones may
 * not know that its money went out in another payout. When that time is over and there is still no
 * transfer, the payout has failed: an admin may let it be tried again, as a new attempt.
 */
export async function resolveUnknown(
  deps: ResolveDeps,
  options: ResolveOptions = {},
): Promise<ResolveReport> {
  const report = { expired: 0, paid: 0, failed: 0, unfunded: 0, open: 0 };
  const limit = options.limit ?? LIMIT;
  const by = options.by ?? WORKER;
  const guard = createGuard(deps, by, options);
  for (const payout of await findExpiredLeases(deps.db, { now: deps.now(), limit })) {
    const isLost = await withRetry(() => loseExpired(deps.db, payout, { at: deps.now(), by }));
    if (isLost) report.expired += 1;
  }
  for (const payout of await findLookUpsDue(deps.db, { now: deps.now(), limit })) {
    if (options.shouldStop?.()) break;
    const outcome = await resolvePayout(deps, payout, { guard, options });
    if (outcome) report[outcome] += 1;
  }
  return report;
}

async function resolvePayout(
  deps: ResolveDeps,
  payout: PayoutRef,
  { guard, options }: Pick<Case, "guard" | "options">,
): Promise<"paid" | "failed" | "unfunded" | "open" | undefined> {
  const at = deps.now();
  const lease = { token: deps.newId(), until: later(at, LEASE_MS) };
  const leased = { leaseToken: lease.token, leaseUntil: lease.until, at };
  if (!(await leaseUnknown(deps.db, payout, leased))) return undefined;
  const attempt = await findLatestAttempt(deps.db, payout);
  if (!attempt) throw new Error(`Payout ${payout.payoutId} is unknown without an attempt`);
  await options.onStep?.("leased", payout);

  const verdict = await judge(deps, payout, attempt, { lease, guard, options });
  if (!verdict) {
    const checkAt = nextLookUp(attempt.startedAt, deps.now());
    await postponeLookUp(deps.db, payout, { leaseToken: lease.token, checkAt, at: deps.now() });
    return "open";
  }
  const end = {
    ...{ ...payout, no: attempt.no, leaseToken: lease.token },
    ...{ detail: undefined, requestId: undefined, ...verdict },
    ...{ at: deps.now(), by: options.by ?? WORKER },
  };
  const isWritten = await withRetry(() => finishAttempt(deps.db, end));
  await options.onStep?.("resolved", payout);
  if (!isWritten) return undefined;
  return OUTCOMES[verdict.outcome];
}

const OUTCOMES = {
  confirmed: "paid",
  refused: "failed",
  unfunded: "unfunded",
  lost: "open",
} as const;

type Case = {
  readonly lease: Lease;
  readonly guard: ReturnType<typeof createGuard>;
  readonly options: ResolveOptions;
};

/** Absent: nothing new is known. */
async function judge(
  deps: ResolveDeps,
  payout: PayoutRef,
  attempt: OpenAttempt,
  { lease, guard, options }: Case,
): Promise<Verdict | undefined> {
  const request = parseFrozenRequest(attempt.request);
  const found = await findOwnTransfer(deps, traceOf(payout, request), request);
  if ("alarm" in found && found.alarm) {
    const subject = { payoutId: payout.payoutId, by: options.by ?? WORKER };
    await raiseAlarm(deps, subject, found.alarm, options);
  }
  if (found.kind === "found") {
    return { outcome: "confirmed", transferId: found.transfer.id, detail: "found at Stripe" };
  }
  if (found.kind !== "none" || !(await isOurAccount(deps))) return undefined;

  const now = deps.now();
  const age = now.getTime() - attempt.startedAt.getTime();
  const blocked = blockedCode(attempt, request);
  const isOver = blocked !== undefined || attempt.code === STORED_ERROR;
  if (age >= (isOver ? ABSENT_MS : GIVE_UP_MS)) {
    const detail = "Stripe has no transfer of it";
    return { outcome: "refused", code: blocked ?? "not_found_at_stripe", detail };
  }
  if (blocked || attempt.code === STORED_ERROR || age >= RESEND_MS) return undefined;
  const [current] = await guard.letPass(() => findRepeatable(deps, payout));
  const hasTime = later(deps.now(), CALL_MS) < lease.until;
  if (!current || blockedCode(current, request) || !hasTime) return undefined;
  await options.onStep?.("before_resend", payout);
  return resend(deps, current, request);
}

/** As things are after the look: others may have found it, or put its developer on hold. */
async function findRepeatable(
  { db }: ResolveDeps,
  payout: PayoutRef,
): Promise<readonly OpenAttempt[]> {
  const attempt = await findLatestAttempt(db, payout);
  return attempt?.isUnknown && !attempt.isOnHold ? [attempt] : [];
}

function traceOf({ payoutId }: PayoutRef, request: TransferRequest): PayoutTrace {
  const { destination, sourceTransaction } = request;
  return { payoutId, destination, sourceCharge: sourceTransaction };
}

/** The same bytes under the same key. What is refused before the key is looked at proves nothing. */
async function resend(
  deps: ResolveDeps,
  attempt: OpenAttempt,
  request: TransferRequest,
): Promise<Verdict | undefined> {
  const answer = await deps.transfers.createTransfer(request, attempt.idempotencyKey);
  if (answer.outcome === "busy") return undefined;
  if (answer.outcome === "refused" && answer.isBeforeKey) return undefined;
  return endingOf(answer, attempt.startedAt, deps.now());
}

/** Sending again is out of the question when the money would go elsewhere than it should now. */
function blockedCode(attempt: OpenAttempt, request: TransferRequest): string | undefined {
  if (attempt.destinationNow !== request.destination) return "destination_changed";
  if (attempt.readinessNow !== "ready") return "destination_not_ready";
  return undefined;
}
