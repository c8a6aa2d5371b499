import { describe, expect, it } from "vitest";
import { type Payable, skipReason } from "./eligibility";

const payable: Payable = {
  amount: 1_000n,
  balance: 1_000n,
  minimum: 500n,
  connect: "ready",
  onHold: false,
};

describe("skipReason", () => {
  it("pays a ready developer from the minimum on", () => {
    expect(skipReason(payable)).toBeUndefined();
    expect(skipReason({ ...payable, amount: 500n, balance: 500n })).toBeUndefined();
  });

  it.each([
    ["on_hold", { onHold: true, balance: -5n, amount: -5n }],
    ["owes_marketplace", { amount: -5n, balance: -5n, connect: "not_started" }],
    ["owes_marketplace", { amount: 0n, balance: 0n }],
    ["owes_marketplace", { amount: 1_000n, balance: -1n }],
    ["owes_elsewhere", { amount: 1_000n, balance: 999n }],
    ["not_onboarded", { connect: "not_started" }],
    ["onboarding_incomplete", { connect: "incomplete" }],
    ["under_review", { connect: "under_review" }],
    ["rejected_by_stripe", { connect: "rejected" }],
    ["below_minimum", { amount: 499n, balance: 499n }],
  ] as const)("skips as %s for %o", (reason, changes) => {
    expect(skipReason({ ...payable, ...changes })).toBe(reason);
  });
});
