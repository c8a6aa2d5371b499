import { afterAll, beforeAll, expect, it } from "vitest";
import { type DeveloperId, type PayoutId, trusted } from "@/lib/domain/ids";
import { dayOf, periodOfDay, UTC } from "@/lib/domain/period";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { accepted, closeMonth, recordSales } from "@/scripts/testing/payout-world";
import {
  approvedRun,
  NO_PAUSE,
  payoutOf,
  type SendingWorld,
  startSendingWorld,
} from "@/scripts/testing/sent-runs";
import {
  findDeveloperPayout,
  findDeveloperPayouts,
  findPayoutAttempts,
  findPayoutParts,
} from "./developer-payouts";

const ADA = trusted.developerId("ada");
const BEN = trusted.developerId("ben");

let world: SendingWorld;

beforeAll(async () => {
  world = await startSendingWorld(["ada", "ben"]);
});
afterAll(() => world.stop());

async function shownOf(developerId: DeveloperId, id: PayoutId) {
  return {
    listed: (await findDeveloperPayouts(world.db, developerId, { offset: 0, limit: 9 })).total,
    payout: (await findDeveloperPayout(world.db, developerId, id))?.amount.minor,
    attempts: (await findPayoutAttempts(world.db, developerId, id)).length,
    parts: (await findPayoutParts(world.db, developerId, id)).length,
  };
}

it("shows a payout to its developer, and nothing of it to another who knows its id", async () => {
  const runId = await approvedRun(world, ["ada-plugin"]);
  await sendApproved(world.deps, NO_PAUSE);
  const { id } = await payoutOf(world, runId);
  expect(await shownOf(ADA, id)).toEqual({ listed: 1, payout: 700n, attempts: 1, parts: 1 });
  expect(await shownOf(BEN, id)).toEqual({ listed: 0, payout: undefined, attempts: 0, parts: 0 });
});

it("names the plugin of a payout that pays one only", async () => {
  const on = dayOf(world.now(), UTC);
  const period = periodOfDay(on);
  await recordSales(world, [{ id: "of-one", plugin: "ben-plugin", amount: 1_000n, on }]);
  await world.advance(31 * 86_400);
  await closeMonth(world, period);
  const scope = { period, pluginId: trusted.pluginId("ben-plugin") };
  accepted(await prepareRun(world.deps, world.admin, scope));
  await approvedRun(world, ["ben-plugin"]);
  const { payouts } = await findDeveloperPayouts(world.db, BEN, { offset: 0, limit: 9 });
  expect(payouts.map(({ pluginName }) => pluginName)).toEqual([undefined, "ben-plugin"]);
});
