import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trusted } from "@/lib/domain/ids";
import { recordEvents } from "@/lib/use-cases/record-events";
import { resolveUnknown } from "@/lib/use-cases/resolve-unknown";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { eur } from "@/scripts/testing/recording-world";
import { createFaultWorld, type FaultWorld } from "./fault-world";

const FIVE_MINUTES_MS = 5 * 60_000;
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

describe("F34: clocks that are five minutes apart", () => {
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

  it("F34: put an event at the month's border into one month, whoever records it", async () => {
    const midnight = Date.UTC(2026, 5, 1);
    await world.advance((midnight - world.now().getTime()) / 1_000);
    const reports = [-1, 0].map((offsetMs) => ({
      externalId: `border-${offsetMs}`,
      kind: "install" as const,
      pluginId: trusted.pluginId("dev-1-plugin"),
      amount: eur(100n),
      occurredAt: new Date(midnight + offsetMs),
    }));
    const clocks = [-FIVE_MINUTES_MS, 0, FIVE_MINUTES_MS];
    await Promise.all(clocks.map((ms) => recordEvents(skewed(ms), "border", reports)));
    const days = await world.db.sql`
      select external_id as id, posted_on::text as day from events
      where source = 'border' order by external_id desc`;
    expect(days).toEqual([
      { id: "border-0", day: "2026-06-01" },
      { id: "border--1", day: "2026-05-31" },
    ]);
    expect(await world.problems()).toEqual([]);
  });
});
