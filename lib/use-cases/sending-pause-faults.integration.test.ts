import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findPauses } from "@/db/queries/sending-pauses";
import { createScarceWorld, type ScarceWorld } from "@/scripts/testing/scarce-world";
import { checkPauses } from "./check-pauses";
import { resolveUnknown } from "./resolve-unknown";
import { sendApproved } from "./send-approved";

const options = { pause: async () => undefined, concurrency: 1 };
const MINUTE = 60;

let world: ScarceWorld;
beforeAll(async () => {
  world = await createScarceWorld();
});
afterAll(() => world.stop());
beforeEach(async () => {
  await world.simulator.control.clearFaults();
  await world.emptyBalance();
});

describe("a pause for want of balance", () => {
  it("F18: makes one pause, and no payout twice, when many workers meet it at once", async () => {
    await world.simulator.control.fund("eur", 700);
    const runId = await world.approvedRun([
      { of: "ada", owed: 700n },
      { of: "ben", owed: 770n },
      { of: "cleo", owed: 840n },
    ]);
    const crowd = () =>
      Promise.all(Array.from({ length: 8 }, () => sendApproved(world.deps, options)));
    await crowd();
    expect(await findPauses(world.db)).toHaveLength(1);
    await world.simulator.control.fund("eur", 10_000);
    await world.advance(MINUTE);
    await crowd();
    expect((await world.standing(runId)).every((line) => line.includes("paid"))).toBe(true);
    expect(await world.transfersOf(runId)).toBe(3);
    expect(await world.broken()).toEqual([]);
  });

  it("is tried each ten minutes when Stripe does not tell its balance", async () => {
    const runId = await world.approvedRun([{ of: "ada", owed: 700n }]);
    await world.simulator.control.addFault({
      ...{ path: "^/v1/balance$", mode: "status_before", status: 403, times: 100 },
    });
    await sendApproved(world.deps, options);
    await world.simulator.control.fund("eur", 700);
    const [finding] = await checkPauses(world.deps, world.admin);
    expect(finding).toEqual({ kind: "stripe_unreachable", currency: "eur" });
    await world.advance(9 * MINUTE);
    expect(await sendApproved(world.deps, options)).toMatchObject({ paid: 0, unfunded: 0 });
    await world.advance(MINUTE);
    expect(await sendApproved(world.deps, options)).toMatchObject({ paid: 1 });
    expect(await world.standing(runId)).toEqual(["ada eur paid 2"]);
  });

  it("is tried each ten minutes when Stripe refuses what its balance covers", async () => {
    await world.simulator.control.fund("eur", 700);
    const runId = await world.approvedRun([{ of: "ada", owed: 700n }]);
    await world.simulator.control.addFault({
      ...{ method: "POST", path: "^/v1/transfers$", mode: "status_before", status: 400, times: 3 },
      headers: { "request-id": "req_1" },
      body: { error: { type: "invalid_request_error", code: "balance_insufficient", message: "" } },
    });
    expect(await sendApproved(world.deps, options)).toMatchObject({ paid: 0, unfunded: 2 });
    for (let minute = 1; minute < 10; minute++) {
      await world.advance(MINUTE);
      expect(await sendApproved(world.deps, options)).toMatchObject({ paid: 0, unfunded: 0 });
    }
    await world.advance(MINUTE);
    expect(await sendApproved(world.deps, options)).toMatchObject({ paid: 0, unfunded: 1 });
    expect(await checkPauses(world.deps, world.admin)).toMatchObject([{ kind: "goes_on" }]);
    expect(await sendApproved(world.deps, options)).toMatchObject({ paid: 1 });
    expect(await world.standing(runId)).toEqual(["ada eur paid 4"]);
  });

  it("is met by a sender that dies of it, and the payout is sent once all the same", async () => {
    const runId = await world.approvedRun([{ of: "ada", owed: 700n }]);
    const onStep = (step: string) => {
      if (step === "answered") throw new Error("the process ended");
    };
    await expect(sendApproved(world.deps, { ...options, onStep })).rejects.toThrow(/ended/);
    await world.simulator.control.fund("eur", 700);
    await world.advance(5 * MINUTE);
    // The same key shows the same refusal, although the money is there by now.
    expect(await resolveUnknown(world.deps)).toMatchObject({ expired: 1, unfunded: 1 });
    expect(await sendApproved(world.deps, options)).toMatchObject({ paid: 1 });
    expect(await world.standing(runId)).toEqual(["ada eur paid 2"]);
    expect(await world.transfersOf(runId)).toBe(1);
  });
});
