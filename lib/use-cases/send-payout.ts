import { setTimeout as wait } from "node:timers/promises";
import type { SendablePayout } from "@/db/queries/payout-work";
import { withRetry } from "@/db/retry";
import { appendAudit } from "@/db/writes/audit";
import { type AttemptPlan, type BegunAttempt, beginAttempt } from "@/db/writes/begin-attempt";
import { type AttemptOutcome, finishAttempt } from "@/db/writes/finish-attempt";
import { BALANCE_INSUFFICIENT } from "@/lib/domain/sending-pause";
import type { TransferAnswer } from "@/lib/stripe/ports";
import { CALL_MS, LEASE_MS, later, nextLookUp } from "./attempt-timing";
import type { Deps } from "./deps";
import { findOwnTransfer } from "./find-own-transfer";
import { idempotencyKeyOf, transferRequestOf } from "./transfer-request";

/** Where a sender can die. Tests and simulations throw there; nothing else listens. */
export type SendStep = "begun" | "before_call" | "answered" | "finished";

export type SendOptions = {
  /** How the audit log names the sender. */
  readonly by?: string;
  readonly pause?: (ms: number) => Promise<unknown>;
  /** Stripe was too busy: waited for before the same call is made again. */
  readonly onBusy?: () => Promise<unknown>;
  readonly onStep?: (step: SendStep, payout: SendablePayout) => Promise<void> | void;
  readonly onAlarm?: (alarm: PayoutAlarm) => void;
};

export type PayoutAlarm = { readonly payoutId: string; readonly alarm: string };

export type SendOutcome =
  | { readonly kind: "paid"; readonly transferId: string }
  | { readonly kind: "failed"; readonly code: string }
  /** Stripe's balance did not cover it: it waits, and so does its currency. */
  | { readonly kind: "unfunded" }
  | { readonly kind: "unknown"; readonly detail: string }
  /** Somebody else took the payout, before the call or after. */
  | { readonly kind: "taken" };

type Plan = AttemptPlan & { readonly request: ReturnType<typeof transferRequestOf> };
type Ending = AttemptOutcome & {
  readonly detail?: string;
  readonly requestId?: string | undefined;
};

const BUSY_TRIES = 5;
const BUSY_PAUSE_MS = 500;
export const WORKER = "worker";

/**
 * Sends one approved payout: statement, Stripe, statement.
 *
 * The attempt, its exact request and its key are written down before the call, so whatever dies
 * at whatever moment, what is left is a row that says what may have happened. Only a validated
 * answer makes it paid, only a definite refusal makes it failed (or lets it wait, when the balance
 * did not cover it); everything else is unknown, and `resolve-unknown` finds out.
 */
export async function sendPayout(
  deps: Pick<Deps, "db" | "now" | "newId" | "transfers">,
  payout: SendablePayout,
  options: SendOptions = {},
): Promise<SendOutcome> {
  const plan = planAttempt(deps, payout, options.by ?? WORKER);
  const begun = await withRetry(() => beginAttempt(deps.db, plan));
  if (!begun) return { kind: "taken" };
  await options.onStep?.("begun", payout);

  const ending =
    (await endingWithoutCall(deps, payout, plan, { begun, options })) ??
    (await callStripe(deps, payout, plan, options));
  await options.onStep?.("answered", payout);

  const at = deps.now();
  const end = { ...plan, detail: undefined, requestId: undefined, ...ending, at };
  const isWritten = await withRetry(() => finishAttempt(deps.db, end));
  await options.onStep?.("finished", payout);
  return isWritten ? outcomeOf(ending) : { kind: "taken" };
}

function planAttempt(deps: Pick<Deps, "now" | "newId">, payout: SendablePayout, by: string): Plan {
  const no = payout.attempts + 1;
  const at = deps.now();
  return {
    developerId: payout.developerId,
    payoutId: payout.payoutId,
    no,
    currency: payout.amount.currency,
    request: transferRequestOf(payout, no),
    idempotencyKey: idempotencyKeyOf(payout.payoutId, no),
    leaseToken: deps.newId(),
    leaseUntil: later(at, LEASE_MS),
    at,
    by,
  };
}

/** A transfer that an earlier attempt made after all, or a destination that must not be paid. */
async function endingWithoutCall(
  deps: Pick<Deps, "db" | "now" | "transfers">,
  payout: SendablePayout,
  plan: Plan,
  { begun, options }: { readonly begun: BegunAttempt; readonly options: SendOptions },
): Promise<Ending | undefined> {
  // The payout of a sale has the same id again after the books were restored from a backup.
  if (plan.no > 1 || payout.sale) {
    const found = await findOwnTransfer(deps, payout, plan.request);
    if ("alarm" in found && found.alarm) await raiseAlarm(deps, plan, found.alarm, options);
    if (found.kind === "found") {
      const detail = "an earlier attempt had made the transfer";
      return { outcome: "confirmed", transferId: found.transfer.id, detail };
    }
    if (found.kind !== "none") {
      const checkAt = nextLookUp(plan.at, deps.now());
      const detail =
        found.kind === "foreign" ? found.alarm : "Stripe could not be asked; nothing was sent";
      return { outcome: "lost", code: undefined, checkAt, detail };
    }
  }
  const detail = "nothing was sent";
  if (begun.destinationNow !== plan.request.destination) {
    return { outcome: "refused", code: "destination_changed", detail };
  }
  if (begun.readinessNow !== "ready") {
    return { outcome: "refused", code: "destination_not_ready", detail };
  }
  return undefined;
}

/** Calls, and calls again with the same key while Stripe is too busy to have done anything. */
async function callStripe(
  deps: Pick<Deps, "now" | "transfers">,
  payout: SendablePayout,
  plan: Plan,
  options: SendOptions,
): Promise<Ending> {
  const pause = options.pause ?? wait;
  let detail = "the lease ran out; nothing was sent";
  for (let no = 1; no <= BUSY_TRIES; no++) {
    if (later(deps.now(), CALL_MS) >= plan.leaseUntil) break;
    await options.onStep?.("before_call", payout);
    const answer = await deps.transfers.createTransfer(plan.request, plan.idempotencyKey);
    if (answer.outcome !== "busy") return endingOf(answer, plan.at, deps.now());
    detail = answer.detail;
    await pause(BUSY_PAUSE_MS * 2 ** (no - 1) * (0.5 + Math.random()));
    await options.onBusy?.();
  }
  const checkAt = nextLookUp(plan.at, deps.now());
  return { outcome: "lost", code: undefined, checkAt, detail };
}

/** `stored_error` is kept with the attempt: its key would only show the same error again. */
export const STORED_ERROR = "stored_error";

export function endingOf(
  answer: Exclude<TransferAnswer, { readonly outcome: "busy" }>,
  startedAt: Date,
  now: Date,
): Ending {
  switch (answer.outcome) {
    case "made":
      return {
        outcome: "confirmed",
        transferId: answer.transfer.id,
        requestId: answer.requestId,
      };
    case "refused": {
      const { code, detail, requestId } = answer;
      const outcome = code === BALANCE_INSUFFICIENT ? "unfunded" : "refused";
      return { outcome, code, detail, requestId };
    }
    case "lost": {
      const code = answer.stored ? STORED_ERROR : undefined;
      const checkAt = nextLookUp(startedAt, now);
      const { detail, requestId } = answer;
      return { outcome: "lost", code, checkAt, detail, requestId };
    }
  }
}

/** Something that only a person can judge: written to the audit log, and told to the operator. */
export async function raiseAlarm(
  deps: Pick<Deps, "db" | "now">,
  { payoutId, by }: Pick<AttemptPlan, "payoutId" | "by">,
  alarm: string,
  options: Pick<SendOptions, "onAlarm">,
): Promise<void> {
  const subject = `payout:${payoutId}`;
  const entry = { at: deps.now(), actor: by, action: "payout.alarm", subject, detail: { alarm } };
  await appendAudit(deps.db, entry);
  options.onAlarm?.({ payoutId, alarm });
}

function outcomeOf(ending: Ending): SendOutcome {
  switch (ending.outcome) {
    case "confirmed":
      return { kind: "paid", transferId: ending.transferId };
    case "refused":
      return { kind: "failed", code: ending.code };
    case "unfunded":
      return { kind: "unfunded" };
    case "lost":
      return { kind: "unknown", detail: ending.detail ?? "" };
  }
}
