import fc from "fast-check";
import { expect, it } from "vitest";
import {
  ABSENT_MS,
  CALL_MS,
  GIVE_UP_MS,
  LEASE_MS,
  later,
  nextLookUp,
  RESEND_MS,
} from "./attempt-timing";

const DAY_MS = 24 * 60 * 60 * 1_000;
const STARTED = new Date("2026-02-01T00:00:00Z");
/** A call, and its one repetition after a closed connection. */
const CALL_MS_MAX = 40_000;

it("never sends an old key once Stripe may have forgotten it", () => {
  expect(RESEND_MS + CALL_MS_MAX).toBeLessThan(DAY_MS);
});

it("never begins a call that could outlive its lease", () => {
  expect(CALL_MS).toBeGreaterThan(CALL_MS_MAX);
  expect(LEASE_MS).toBeGreaterThan(CALL_MS);
});

it("lets minutes pass between the last send and an absence that decides", () => {
  expect(GIVE_UP_MS - RESEND_MS).toBeGreaterThanOrEqual(10 * 60_000);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: RESEND_MS }), (age) => {
      const sentAt = later(STARTED, age);
      const next = nextLookUp(STARTED, sentAt);
      const pause = next.getTime() - sentAt.getTime();
      expect(pause).toBeGreaterThanOrEqual(2_000);
      const decides = next.getTime() - STARTED.getTime() >= ABSENT_MS;
      if (decides) expect(pause).toBeGreaterThanOrEqual(30 * 60_000);
    }),
  );
});
