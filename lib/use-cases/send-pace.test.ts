import { describe, expect, it } from "vitest";
import { createPace } from "./send-pace";

/** A clock that only pauses move. */
function createTime() {
  let now = 0;
  const pauses: number[] = [];
  return {
    pauses,
    clock: () => now,
    pause: async (ms: number) => {
      pauses.push(ms);
      now += ms;
    },
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe("createPace", () => {
  it("gives turns evenly, and no more than its rate", async () => {
    const time = createTime();
    const pace = createPace(100, time.pause, time.clock);
    for (let no = 0; no <= 200; no++) await pace.turn();
    expect(time.clock()).toBeCloseTo(2_000);
    expect(Math.max(...time.pauses)).toBeCloseTo(10);
  });

  it("does not make up for time in which nobody asked", async () => {
    const time = createTime();
    const pace = createPace(100, time.pause, time.clock);
    await pace.turn();
    time.pass(5_000);
    await pace.turn();
    await pace.turn();
    expect(time.pauses).toEqual([10]);
  });

  it("slows down once for all who find Stripe busy within a second", async () => {
    const time = createTime();
    const pace = createPace(100, time.pause, time.clock);
    await pace.turn();
    await Promise.all([1, 2, 3].map(() => pace.turnAfterBusy()));
    await pace.turn();
    const slowest = Math.max(...time.pauses);
    expect(slowest).toBeGreaterThan(10);
    expect(slowest).toBeLessThan(1_000 / 69 + 3 * (1_000 / 70));
  });

  it("finds the rate that Stripe takes, and goes back to its own when Stripe is free again", async () => {
    const time = createTime();
    const pace = createPace(100, time.pause, time.clock);
    const turnsIn = async (seconds: number, limit: number) => {
      let turns = 0;
      let refused = 0;
      let tokens = limit;
      let filledAt = time.clock();
      const end = time.clock() + seconds * 1_000;
      while (time.clock() < end) {
        turns += 1;
        tokens = Math.min(limit, tokens + ((time.clock() - filledAt) * limit) / 1_000);
        filledAt = time.clock();
        if (tokens >= 1) {
          tokens -= 1;
          await pace.turn();
        } else {
          refused += 1;
          await pace.turnAfterBusy();
        }
      }
      return { perSecond: turns / seconds, refused: refused / turns };
    };
    const crowded = await turnsIn(120, 40);
    expect(crowded.perSecond).toBeGreaterThan(35);
    expect(crowded.refused).toBeLessThan(0.15);
    await turnsIn(60, 1_000);
    expect((await turnsIn(10, 1_000)).perSecond).toBeCloseTo(100, 0);
  });

  it("never stops altogether", async () => {
    const time = createTime();
    const pace = createPace(100, time.pause, time.clock);
    for (let no = 0; no < 50; no++) await pace.turnAfterBusy();
    expect(Math.max(...time.pauses)).toBeLessThanOrEqual(1_000);
  });
});
