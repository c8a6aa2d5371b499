import { expect, it } from "vitest";
import { trusted } from "@/lib/domain/ids";
import { trustedPeriod } from "@/lib/domain/period";
import { createTestDatabase } from "@/scripts/testing/database";
import {
  accepted,
  addDeveloper,
  closeMonth,
  createPayoutWorld,
  recordSales,
} from "@/scripts/testing/payout-world";
import { startTestSimulator } from "@/scripts/testing/simulator";
import { approveRun } from "./approve-run";
import { prepareRun } from "./prepare-run";
import { sendApproved } from "./send-approved";
import { verify } from "./verify";

it("holds when an earlier month is paid after a debt of it was settled by a later run", async () => {
  const simulator = await startTestSimulator();
  const db = await createTestDatabase();
  try {
    const world = await createPayoutWorld(db, simulator, { at: new Date("2025-12-10T12:00:00Z") });
    const { deps, admin } = world;
    await simulator.control.fund("eur", 100_000);
    await addDeveloper(world, "ada", { plugins: ["ada-1", "ada-2"] });
    const pay = async (period: string, pluginId?: string) => {
      const scope = pluginId === undefined ? {} : { pluginId: trusted.pluginId(pluginId) };
      const prepared = await prepareRun(deps, admin, { period: trustedPeriod(period), ...scope });
      accepted(await approveRun(deps, admin, accepted(prepared).runId));
      await sendApproved(deps);
    };
    await recordSales(world, [{ id: "s1", plugin: "ada-1", amount: 9_000n, on: "2025-12-05" }]);
    await world.advance(31 * 86_400);
    await closeMonth(world, "2025-12");
    await pay("2025-12");
    await recordSales(world, [
      { id: "r1", plugin: "ada-1", amount: -9_000n, on: "2026-01-05", corrects: "s1" },
      { id: "s2", plugin: "ada-2", amount: 5_000n, on: "2026-01-06" },
    ]);
    await world.advance(31 * 86_400);
    await recordSales(world, [{ id: "s3", plugin: "ada-1", amount: 10_000n, on: "2026-02-05" }]);
    await world.advance(31 * 86_400);
    await closeMonth(world, "2026-01");
    await closeMonth(world, "2026-02");
    await pay("2026-02", "ada-1");
    await pay("2026-01");
    const paid = await db.sql`select period, amount from payouts order by created_at, period`;
    expect(paid).toMatchObject([
      { period: "2025-12", amount: 6_300n },
      { period: "2026-01", amount: 3_500n },
      { period: "2026-02", amount: 700n },
    ]);
    const { checks } = await verify(deps);
    expect(checks.filter(({ offenders }) => offenders > 0)).toEqual([]);
  } finally {
    await db.drop();
    await simulator.close();
  }
});
