import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trusted } from "@/lib/domain/ids";
import { trustedPeriod } from "@/lib/domain/period";
import { closePeriod } from "@/lib/use-cases/close-period";
import { recordEvents } from "@/lib/use-cases/record-events";
import { resolveUnknown } from "@/lib/use-cases/resolve-unknown";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { accepted } from "@/scripts/testing/payout-world";
import { eur } from "@/scripts/testing/recording-world";
import { createFaultWorld, type FaultWorld } from "./fault-world";

const FIVE_MINUTES_MS = 5 * 60_000;
const NEW_YEAR = new Date("2027-01-01T00:00:00Z");
const DECEMBER = trustedPeriod("2026-12");
const QUICK = { pause: async () => undefined };

let world: FaultWorld;

beforeAll(async () => {
  world = await createFaultWorld();
});
afterAll(() => world.close());

const skewed = (ms: number) => ({
  ...world.deps,
  now: () => new Date(world.now().getTime() + ms),
});

const advanceTo = (at: Date) => world.advance((at.getTime() - world.now().getTime()) / 1_000);

const saleAt = (externalId: string, occurredAt: Date) => ({
  externalId,
  kind: "install" as const,
  pluginId: trusted.pluginId("dev-1-plugin"),
  amount: eur(100n),
  occurredAt,
});

describe("clocks that are five minutes apart, or set back by as much,", () => {
  it.each([-FIVE_MINUTES_MS, FIVE_MINUTES_MS])(
    "F34: pay once when a worker %i ms away takes a payout whose sender is alive",
    async (ms) => {
      const runId = await world.approvedRun();
      await sendApproved(world.deps, {
        ...QUICK,
        onStep: async (step) => {
          if (step !== "before_call") return;
          await resolveUnknown(skewed(ms));
          await sendApproved(skewed(ms), QUICK);
        },
      });
      await world.settle(runId);
      expect(await world.payoutsOf(runId)).toMatchObject([{ state: "paid", attempts: 1 }]);
      expect(await world.problems()).toEqual([]);
    },
  );

  it.each(["begun", "before_call", "answered", "finished"] as const)(
    "F34: pay once when the clock is set back at a sender's step %s",
    async (at) => {
      let setBackMs = 0;
      const now = () => new Date(world.now().getTime() - setBackMs);
      const deps = { ...world.deps, now };
      const runId = await world.approvedRun();
      const begunAt = now();
      await sendApproved(deps, {
        ...QUICK,
        onStep: async (step) => {
          if (step !== at) return;
          setBackMs = FIVE_MINUTES_MS;
          await resolveUnknown(deps);
          await sendApproved(deps, QUICK);
        },
      });
      expect(await world.payoutsOf(runId)).toMatchObject([{ state: "paid", attempts: 1 }]);
      const [times] = await world.db.sql`
        select approved_at, started_at, finished_at, paid_at from payouts as payout
        join payout_attempts as attempt on attempt.payout_id = payout.id
        where run_id = ${runId}`;
      const endedAt = at === "finished" ? begunAt : now();
      expect(times).toEqual({
        approved_at: begunAt,
        started_at: begunAt,
        finished_at: endedAt,
        paid_at: endedAt,
      });
      expect(await world.problems()).toEqual([]);
    },
  );

  it("F34: put an event at the month's border into one month, whoever records it", async () => {
    await advanceTo(NEW_YEAR);
    const reports = [-1, 0].map((ms) => saleAt(`border-${ms}`, new Date(NEW_YEAR.getTime() + ms)));
    const clocks = [-FIVE_MINUTES_MS, 0, FIVE_MINUTES_MS];
    await Promise.all(clocks.map((ms) => recordEvents(skewed(ms), "border", reports)));
    const days = await world.db.sql`
      select external_id as id, posted_on::text as day from events
      where source = 'border' order by external_id desc`;
    expect(days).toEqual([
      { id: "border-0", day: "2027-01-01" },
      { id: "border--1", day: "2026-12-31" },
    ]);
    expect(await world.problems()).toEqual([]);
  });

  it("F34: let nothing into a closed month when the clock is set back into it", async () => {
    await advanceTo(new Date(NEW_YEAR.getTime() + 120_000));
    accepted(await closePeriod(world.deps, world.admin, DECEMBER));
    const setBack = skewed(-FIVE_MINUTES_MS);
    expect(setBack.now() < NEW_YEAR).toBe(true);
    await recordEvents(setBack, "late", [saleAt("late", setBack.now())]);
    const days = await world.db.sql`
      select posted_on::text as day from events where source = 'late'`;
    expect(days).toEqual([{ day: "2027-01-01" }]);
    expect(await closePeriod(setBack, world.admin, DECEMBER)).toEqual({
      ok: false,
      problem: { kind: "period_not_ended", period: DECEMBER },
    });
    expect(await world.problems()).toEqual([]);
  });
});
