import { expect, it } from "vitest";
import { approvedRun, NO_PAUSE, startSendingWorld } from "@/scripts/testing/sent-runs";
import { sendApproved } from "./send-approved";

it("pays everybody once while the next payouts are read and Stripe is looked at meanwhile", async () => {
  const developers = Array.from({ length: 24 }, (_, no) => `dev-${no}`);
  const world = await startSendingWorld(developers);
  try {
    await approvedRun(
      world,
      developers.map((id) => `${id}-plugin`),
    );
    const slow = {
      method: "GET",
      path: "^/v1/transfers$",
      mode: "slow",
      delayMs: 60,
      times: 50,
    } as const;
    await world.simulator.control.addFault(slow);
    // A look is due again after each payout, so that every reading waits for Stripe.
    const onStep = async (step: string) => {
      if (step === "finished") await world.advance(16);
    };
    const report = await sendApproved(world.deps, {
      ...{ ...NO_PAUSE, onStep, concurrency: 2, batch: 6, perSecond: 1_000 },
    });
    expect(report).toEqual({ paid: 24, failed: 0, unfunded: 0, unknown: 0, taken: 0 });
    const { transfers } = await world.simulator.control.state();
    const groups = transfers.map((transfer) => transfer.transfer_group);
    expect(new Set(groups).size).toBe(24);
    expect(groups).toHaveLength(24);
  } finally {
    await world.stop();
  }
});
