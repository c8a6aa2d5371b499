import { describe, expect, it } from "vitest";
import {
  advance,
  hasTransfer,
  isSettled,
  PAYOUT_EDGES,
  PAYOUT_STATES,
  type Payout,
  type PayoutEvent,
  type PayoutLife,
  type PayoutState,
} from "./payout";

const at = new Date("2026-04-02T09:00:00Z");
const now = new Date("2026-04-02T10:00:00Z");

const LIVES: Readonly<Record<PayoutState, PayoutLife>> = {
  ready: { state: "ready" },
  approved: { state: "approved", approvedBy: "ada", approvedAt: at },
  submitting: { state: "submitting", attempt: 1, since: at },
  unknown: { state: "unknown", attempt: 1, since: at },
  paid: { state: "paid", transferId: "tr_1", paidAt: at },
  failed: { state: "failed", code: "account_closed", failedAt: at },
  partly_reversed: { state: "partly_reversed", transferId: "tr_1", reversed: 300n },
  reversed: { state: "reversed", transferId: "tr_1", reversed: 1_000n },
  canceled: { state: "canceled", canceledBy: "ada", canceledAt: at },
};

const EVENTS: readonly PayoutEvent[] = [
  { type: "approve", by: "grace" },
  { type: "retry", by: "grace" },
  { type: "submit" },
  { type: "confirm", transferId: "tr_1" },
  { type: "refuse", code: "account_closed" },
  { type: "put_back", approvedBy: "ada", approvedAt: at },
  { type: "lose" },
  { type: "cancel", by: "grace" },
  { type: "reverse", reversed: 400n },
  { type: "reverse", reversed: 1_000n },
];

/** The whole table: from each state, which events lead where. All others are refused. */
const ALLOWED: Readonly<Record<PayoutState, Readonly<Record<string, PayoutState>>>> = {
  ready: { approve: "approved", cancel: "canceled" },
  approved: { submit: "submitting", cancel: "canceled" },
  submitting: { confirm: "paid", refuse: "failed", lose: "unknown", put_back: "approved" },
  unknown: { confirm: "paid", refuse: "failed", put_back: "approved" },
  paid: { "reverse 400": "partly_reversed", "reverse 1000": "reversed" },
  failed: { retry: "approved", cancel: "canceled", confirm: "paid" },
  partly_reversed: { "reverse 400": "partly_reversed", "reverse 1000": "reversed" },
  reversed: {},
  canceled: {},
};

function payoutIn(state: PayoutState): Payout {
  return { amountMinor: 1_000n, attempts: 1, life: LIVES[state] };
}

function nameOf(event: PayoutEvent): string {
  return event.type === "reverse" ? `reverse ${event.reversed}` : event.type;
}

describe("advance", () => {
  for (const state of PAYOUT_STATES) {
    for (const event of EVENTS) {
      const target = ALLOWED[state][nameOf(event)];
      it(`${target ? `leads from ${state} to ${target}` : `refuses in ${state}`} on ${nameOf(event)}`, () => {
        const result = advance(payoutIn(state), event, now);
        if (target) expect(result.ok && result.value.life.state).toBe(target);
        else {
          const problem = { kind: "forbidden_step", from: state, event: event.type };
          expect(result).toEqual({ ok: false, problem });
        }
      });
    }
  }

  it("takes exactly the edges that the database lets through", () => {
    const taken = PAYOUT_STATES.flatMap((from) =>
      Object.values(ALLOWED[from]).map((to) => `${from} → ${to}`),
    );
    expect([...new Set(taken)].sort()).toEqual(
      PAYOUT_EDGES.map(([from, to]) => `${from} → ${to}`).sort(),
    );
  });

  it("keeps the facts of each step", () => {
    const approved = advance(payoutIn("ready"), { type: "approve", by: "grace" }, now);
    expect(approved.ok && approved.value.life).toEqual({
      state: "approved",
      approvedBy: "grace",
      approvedAt: now,
    });
    const retried = advance(payoutIn("failed"), { type: "retry", by: "lin" }, now);
    expect(retried.ok && retried.value.life).toEqual({
      state: "approved",
      approvedBy: "lin",
      approvedAt: now,
    });
    const submitted = advance(payoutIn("approved"), { type: "submit" }, now);
    expect(submitted.ok && submitted.value).toEqual({
      amountMinor: 1_000n,
      attempts: 2,
      life: { state: "submitting", attempt: 2, since: now },
    });
    const lost = advance(payoutIn("submitting"), { type: "lose" }, now);
    expect(lost.ok && lost.value.life).toEqual({ state: "unknown", attempt: 1, since: now });
    const paid = advance(payoutIn("unknown"), { type: "confirm", transferId: "tr_9" }, now);
    expect(paid.ok && paid.value.life).toEqual({ state: "paid", transferId: "tr_9", paidAt: now });
    const failed = advance(payoutIn("submitting"), { type: "refuse", code: "x" }, now);
    expect(failed.ok && failed.value.life).toEqual({ state: "failed", code: "x", failedAt: now });
    const putBack = { type: "put_back", approvedBy: "ada", approvedAt: at } as const;
    const waiting = advance(payoutIn("submitting"), putBack, now);
    expect(waiting.ok && waiting.value).toEqual({
      amountMinor: 1_000n,
      attempts: 1,
      life: { state: "approved", approvedBy: "ada", approvedAt: at },
    });
    const canceled = advance(payoutIn("failed"), { type: "cancel", by: "lin" }, now);
    expect(canceled.ok && canceled.value.life).toEqual({
      state: "canceled",
      canceledBy: "lin",
      canceledAt: now,
    });
  });

  it.each([
    { state: "paid", reversed: 0n },
    { state: "paid", reversed: -1n },
    { state: "paid", reversed: 1_001n },
    { state: "partly_reversed", reversed: 300n },
    { state: "partly_reversed", reversed: 299n },
    { state: "partly_reversed", reversed: 1_001n },
  ] as const)("refuses that $reversed of 1000 were reversed when $state", ({ state, reversed }) => {
    expect(advance(payoutIn(state), { type: "reverse", reversed }, now).ok).toBe(false);
  });

  it("counts a reversal up to the whole amount and keeps the transfer", () => {
    const part = advance(payoutIn("paid"), { type: "reverse", reversed: 999n }, now);
    expect(part.ok && part.value.life).toEqual({
      state: "partly_reversed",
      transferId: "tr_1",
      reversed: 999n,
    });
  });

  it("is loud about a step that nobody planned", () => {
    const unplanned = { type: "expire" } as never;
    expect(() => advance(payoutIn("ready"), unplanned, now)).toThrow(/expire/);
  });

  it("calls settled what no worker will touch any more", () => {
    const waiting = PAYOUT_STATES.filter((state) => !isSettled(state));
    expect(waiting).toEqual(["ready", "approved", "submitting", "unknown"]);
  });
});

describe("hasTransfer", () => {
  it("is true of the states in which the money left", () => {
    expect(PAYOUT_STATES.filter(hasTransfer)).toEqual(["paid", "partly_reversed", "reversed"]);
  });
});
