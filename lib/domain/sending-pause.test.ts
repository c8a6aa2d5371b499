import { describe, expect, it } from "vitest";
import { trustedCurrency } from "./currency";
import { failureWords } from "./failure";
import { BALANCE_INSUFFICIENT, mayGoOn, missing, type SendingPause } from "./sending-pause";

const eur = trustedCurrency("eur");
const pausedAt = new Date("2026-04-02T10:00:00Z");
const soon = new Date("2026-04-02T10:01:00Z");
const later = new Date("2026-04-02T10:10:00Z");
const paused: SendingPause = {
  ...{ id: "1", currency: eur, pausedAt, checkedAt: undefined },
  read: { available: 400n, at: pausedAt },
  waiting: { payouts: 3, amount: 1_500n, next: 500n },
};
const known = { wasFruitless: false, isAsked: false };

describe("missing", () => {
  it.each([
    { available: 400n, short: 1_100n },
    { available: -100n, short: 1_600n },
    { available: 1_500n, short: 0n },
    { available: 2_000n, short: 0n },
  ])("is $short of 1500 when $available is available", ({ available, short }) => {
    const read = { available, at: pausedAt };
    expect(missing({ ...paused, read })).toEqual({ minor: short, currency: eur });
  });

  it("is not known before Stripe was asked", () => {
    expect(missing({ ...paused, read: undefined })).toBeUndefined();
  });
});

describe("sending goes on", () => {
  it("F18: as soon as the balance covers the next payout, and not before", () => {
    expect(mayGoOn(paused, { ...known, available: 499n }, soon)).toBe(false);
    expect(mayGoOn(paused, { ...known, available: 500n }, soon)).toBe(true);
  });

  it("never below the next payout, whoever asks and however long it lasted", () => {
    const asked = { ...known, isAsked: true, available: 499n };
    expect(mayGoOn(paused, asked, later)).toBe(false);
  });

  it("each ten minutes when Stripe does not tell its balance", () => {
    expect(mayGoOn(paused, { ...known, available: undefined }, soon)).toBe(false);
    expect(mayGoOn(paused, { ...known, available: undefined, isAsked: true }, soon)).toBe(false);
    expect(mayGoOn(paused, { ...known, available: undefined }, later)).toBe(true);
  });

  it("each ten minutes, or when asked, where Stripe refused what its balance covered", () => {
    const fruitless = { ...known, available: 9_000n, wasFruitless: true };
    expect(mayGoOn(paused, fruitless, soon)).toBe(false);
    expect(mayGoOn(paused, { ...fruitless, isAsked: true }, soon)).toBe(true);
    expect(mayGoOn(paused, fruitless, later)).toBe(true);
  });

  it("when nothing waits any more", () => {
    const empty = { ...paused, waiting: { payouts: 0, amount: 0n, next: 0n } };
    expect(mayGoOn(empty, { ...known, available: undefined }, soon)).toBe(true);
  });
});

describe("BALANCE_INSUFFICIENT", () => {
  it("is the code whose remedy is to top up the balance", () => {
    expect(failureWords(BALANCE_INSUFFICIENT).remedy).toMatch(/^Top up/);
  });
});
