import { describe, expect, it } from "vitest";
import { isHeldByStripe, type Payable, skipReason } from "./eligibility";

const payable: Payable = {
  amount: 1_000n,
  balance: 1_000n,
  reserved: 0n,
  minimum: 500n,
  connect: "ready",
  wasReady: false,
  onHold: false,
  isSweep: false,
  isHeldBack: false,
};

describe("skipReason", () => {
  it("pays a ready developer from the minimum on", () => {
    expect(skipReason(payable)).toBeUndefined();
    expect(skipReason({ ...payable, amount: 500n, balance: 500n })).toBeUndefined();
    expect(skipReason({ ...payable, balance: 1_500n, reserved: 500n })).toBeUndefined();
  });

  it.each([
    ["on_hold", { onHold: true, balance: -5n, amount: -5n }],
    ["owes_marketplace", { amount: -5n, balance: -5n, connect: "not_started" }],
    ["owes_marketplace", { amount: 0n, balance: 0n }],
    ["owes_marketplace", { amount: 1_000n, balance: -1n }],
    ["owes_elsewhere", { amount: 1_000n, balance: 999n }],
    ["owes_elsewhere", { amount: 5n, balance: 0n }],
    ["owes_elsewhere", { balance: 1_500n, reserved: 501n }],
    ["not_onboarded", { connect: "not_started" }],
    ["onboarding_incomplete", { connect: "incomplete" }],
    ["under_review", { connect: "under_review" }],
    ["rejected_by_stripe", { connect: "rejected" }],
    ["restricted_by_stripe", { connect: "incomplete", wasReady: true }],
    ["restricted_by_stripe", { connect: "under_review", wasReady: true }],
    ["rejected_by_stripe", { connect: "rejected", wasReady: true }],
    ["below_minimum", { amount: 499n, balance: 499n }],
    ["below_minimum", { amount: 499n, balance: 499n, isHeldBack: true }],
    ["holding_days", { isHeldBack: true }],
    ["holding_days", { amount: 1n, balance: 1n, isSweep: true, isHeldBack: true }],
    ["onboarding_incomplete", { connect: "incomplete", isHeldBack: true }],
  ] as const)("skips as %s for %o", (reason, changes) => {
    expect(skipReason({ ...payable, ...changes })).toBe(reason);
  });

  it("pays what is below the minimum in a sweep, down to the last cent", () => {
    expect(skipReason({ ...payable, amount: 1n, balance: 1n, isSweep: true })).toBeUndefined();
  });

  it.each([
    ["owes_marketplace", { amount: -1n, balance: -1n }],
    ["owes_marketplace", { amount: 0n, balance: 0n }],
    ["owes_elsewhere", { amount: 499n, balance: 498n }],
    ["on_hold", { onHold: true }],
    ["not_onboarded", { connect: "not_started" }],
    ["restricted_by_stripe", { connect: "incomplete", wasReady: true }],
  ] as const)("sweeps nobody who is skipped as %s", (reason, changes) => {
    const swept = { ...payable, amount: 499n, balance: 499n, isSweep: true };
    expect(skipReason({ ...swept, ...changes })).toBe(reason);
  });
});

describe("isHeldByStripe", () => {
  it.each([
    ["rejected", false, true],
    ["rejected", true, true],
    ["incomplete", true, true],
    ["under_review", true, true],
    ["incomplete", false, false],
    ["under_review", false, false],
    ["ready", true, false],
    ["not_started", false, false],
  ] as const)("an account that is %s, and was ready before: %s → %s", (connect, wasReady, is) => {
    expect(isHeldByStripe({ connect, wasReady })).toBe(is);
  });
});
