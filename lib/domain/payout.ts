import { fail, ok, type Result, unreachable } from "./result";

/** What keeps an approved payout from being sent: a hold, or money in Stripe's balance. */
export type PayoutWait = "hold" | "money";

export const PAYOUT_STATES = [
  "ready",
  "approved",
  "submitting",
  "unknown",
  "paid",
  "failed",
  "partly_reversed",
  "reversed",
  "canceled",
] as const;
export type PayoutState = (typeof PAYOUT_STATES)[number];

/** Where a payout stands, with exactly the facts that the state has. Minor units. */
export type PayoutLife =
  | { readonly state: "ready" }
  | { readonly state: "approved"; readonly approvedBy: string; readonly approvedAt: Date }
  | { readonly state: "submitting"; readonly attempt: number; readonly since: Date }
  | { readonly state: "unknown"; readonly attempt: number; readonly since: Date }
  | { readonly state: "paid"; readonly transferId: string; readonly paidAt: Date }
  | { readonly state: "failed"; readonly code: string; readonly failedAt: Date }
  | { readonly state: "partly_reversed"; readonly transferId: string; readonly reversed: bigint }
  | { readonly state: "reversed"; readonly transferId: string; readonly reversed: bigint }
  | { readonly state: "canceled"; readonly canceledBy: string; readonly canceledAt: Date };

export type Payout = {
  readonly amountMinor: bigint;
  readonly attempts: number;
  readonly life: PayoutLife;
};

export type PayoutEvent =
  | { readonly type: "approve"; readonly by: string }
  /** An admin asks for a failed payout to be tried again, as a new attempt. */
  | { readonly type: "retry"; readonly by: string }
  /** The attempt and its key are written down, and the call to Stripe is about to begin. */
  | { readonly type: "submit" }
  /** Stripe's answer, or a look-up, proves the transfer. */
  | { readonly type: "confirm"; readonly transferId: string }
  /** Stripe's answer, or a look-up, proves that there is no transfer. */
  | { readonly type: "refuse"; readonly code: string }
  /**
   * Stripe's answer proves that there is no transfer, because its balance did not cover it: the
   * payout waits for money, approved by whom it was.
   */
  | { readonly type: "put_back"; readonly approvedBy: string; readonly approvedAt: Date }
  /** Nobody can say yet whether Stripe made the transfer. */
  | { readonly type: "lose" }
  | { readonly type: "cancel"; readonly by: string }
  /** Stripe's total of what has been reversed so far. */
  | { readonly type: "reverse"; readonly reversed: bigint };

export type ForbiddenStep = {
  readonly kind: "forbidden_step";
  readonly from: PayoutState;
  readonly event: PayoutEvent["type"];
};

/**
 * The whole life of a payout.
 *
 * `failed → paid` exists because Stripe may complete a request later than it answered with an
 * error: evidence of a transfer always wins over our belief that there was none.
 */
export function advance(
  payout: Payout,
  event: PayoutEvent,
  now: Date,
): Result<Payout, ForbiddenStep> {
  const { life } = payout;
  const forbidden = fail({ kind: "forbidden_step", from: life.state, event: event.type } as const);
  const to = (next: PayoutLife, attempts = payout.attempts) =>
    ok({ amountMinor: payout.amountMinor, attempts, life: next });

  switch (event.type) {
    case "approve":
      if (life.state !== "ready") return forbidden;
      return to({ state: "approved", approvedBy: event.by, approvedAt: now });
    case "retry":
      if (life.state !== "failed") return forbidden;
      return to({ state: "approved", approvedBy: event.by, approvedAt: now });
    case "submit": {
      if (life.state !== "approved") return forbidden;
      const attempt = payout.attempts + 1;
      return to({ state: "submitting", attempt, since: now }, attempt);
    }
    case "confirm":
      if (!awaitsProof(life.state) && life.state !== "failed") return forbidden;
      return to({ state: "paid", transferId: event.transferId, paidAt: now });
    case "refuse":
      if (!awaitsProof(life.state)) return forbidden;
      return to({ state: "failed", code: event.code, failedAt: now });
    case "put_back": {
      if (!awaitsProof(life.state)) return forbidden;
      const { approvedBy, approvedAt } = event;
      return to({ state: "approved", approvedBy, approvedAt });
    }
    case "lose":
      if (life.state !== "submitting") return forbidden;
      return to({ state: "unknown", attempt: life.attempt, since: now });
    case "cancel":
      if (!CANCELABLE.has(life.state)) return forbidden;
      return to({ state: "canceled", canceledBy: event.by, canceledAt: now });
    case "reverse":
      return reverse(payout, event.reversed, forbidden);
    default:
      return unreachable(event);
  }
}

/** Every step the database lets through, as `from → to`. */
export const PAYOUT_EDGES: readonly (readonly [PayoutState, PayoutState])[] = [
  ["ready", "approved"],
  ["ready", "canceled"],
  ["approved", "submitting"],
  ["approved", "canceled"],
  ["submitting", "paid"],
  ["submitting", "failed"],
  ["submitting", "unknown"],
  ["submitting", "approved"],
  ["unknown", "paid"],
  ["unknown", "failed"],
  ["unknown", "approved"],
  ["failed", "approved"],
  ["failed", "canceled"],
  ["failed", "paid"],
  ["paid", "partly_reversed"],
  ["paid", "reversed"],
  ["partly_reversed", "partly_reversed"],
  ["partly_reversed", "reversed"],
];

/** Nothing more happens to it by itself; only a reversal can follow a paid one. */
export function isSettled(state: PayoutState): boolean {
  return state !== "ready" && state !== "approved" && !awaitsProof(state);
}

/** The developer has the money, or had it. */
export function hasTransfer(state: PayoutState): boolean {
  return state === "paid" || state === "partly_reversed" || state === "reversed";
}

const CANCELABLE: ReadonlySet<PayoutState> = new Set(["ready", "approved", "failed"]);

function awaitsProof(state: PayoutState): boolean {
  return state === "submitting" || state === "unknown";
}

function reverse(
  payout: Payout,
  reversed: bigint,
  forbidden: Result<Payout, ForbiddenStep>,
): Result<Payout, ForbiddenStep> {
  const { life, amountMinor } = payout;
  if (life.state !== "paid" && life.state !== "partly_reversed") return forbidden;
  const before = life.state === "partly_reversed" ? life.reversed : 0n;
  if (reversed <= before || reversed > amountMinor) return forbidden;
  const state = reversed === amountMinor ? "reversed" : "partly_reversed";
  return ok({ ...payout, life: { state, transferId: life.transferId, reversed } });
}
