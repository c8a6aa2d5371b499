import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { processStripeEvent } from "@/lib/use-cases/process-stripe-event";
import { reconcileCharges } from "@/lib/use-cases/reconcile-charges";
import { runReconcile } from "@/lib/use-cases/run-reconcile";
import { type ChargeWorld, createChargeWorld, TAGS } from "@/scripts/testing/charge-world";
import { setChargeTags } from "@/scripts/testing/stripe-requests";
import { POST } from "./route";

let world: ChargeWorld;
beforeAll(async () => {
  world = await createChargeWorld(POST);
});
beforeEach(() => world.market.simulator.control.controlDelivery({ dropNext: 0 }));
afterAll(async () => {
  expect(await world.wrongs()).toEqual([]);
  await world.stop();
});

describe("a charge that names a plugin", () => {
  it("is recorded as a sale, split and owned like any other, without any call", async () => {
    const charge = await world.pay(999);
    await world.workOff();
    const [event] = await world.market.db.sql`
      select source, kind::text, developer_id, amount, developer_share, currency, buyer_ref
      from events where external_id = ${charge}`;
    expect(event).toEqual({
      ...{ source: "stripe", kind: "install", developer_id: "ada", amount: 999n },
      ...{ developer_share: 699n, currency: "eur", buyer_ref: "buyer-7" },
    });
  });

  it("may be a renewal, and gets its tags after it was paid", async () => {
    const charge = await world.pay(500, {});
    await world.workOff();
    expect(await world.bookOf(charge)).toEqual([]);
    await setChargeTags(world.market.simulator, charge, { ...TAGS, remit_kind: "renewal" });
    await world.workOff();
    expect(await world.bookOf(charge)).toEqual(["renewal 500"]);
  });

  it("is left alone without the tag, or when a connected account took it", async () => {
    const charge = await world.pay(500, { order: "7" });
    await world.workOff();
    await world.notify("evt_connected", "charge.succeeded", await world.pay(5), "acct_1");
    expect(await processStripeEvent(world.market.deps, "evt_connected")).toBe("not ours");
    expect(await world.bookOf(charge)).toEqual([]);
    expect(await world.open()).toEqual([]);
  });

  it("gives back each refund by its id, and each dispute as far as money moved", async () => {
    const { control } = world.market.simulator;
    const charge = await world.pay(999);
    for (const part of [333, 333]) await control.refund(charge, part);
    const pending = await control.refund(charge, 33, "pending");
    await world.workOff();
    expect(await world.bookOf(charge)).toEqual(["install 999", "refund -333", "refund -333"]);
    await control.endRefund(pending.id, "succeeded");
    const dispute = await control.openDispute(charge, 300);
    await world.workOff();
    expect(await world.bookOf(charge)).toContain("dispute -300");
    await control.closeDispute(dispute.id, "won");
    await world.workOff();
    const book = await world.bookOf(charge);
    expect(book).toEqual(expect.arrayContaining(["refund -33", "dispute -300", "dispute_won 300"]));
    expect(book).toHaveLength(6);
  });

  it.each([
    { captured: 600, released: 400 },
    { captured: 300, released: 700 },
  ])(
    "counts as the $captured that were captured of 1,000, and the rest as no refund",
    async (row) => {
      const { control } = world.market.simulator;
      const payment = { amount: 1_000, captured: row.captured, currency: "eur", metadata: TAGS };
      const { id } = await control.charge(payment);
      await world.workOff();
      expect(await world.bookOf(id)).toEqual([`install ${row.captured}`]);
      const again = Math.min(row.released, row.captured);
      await control.refund(id, again);
      await world.workOff();
      expect(await world.bookOf(id)).toEqual([`install ${row.captured}`, `refund -${again}`]);
      expect(await world.open()).toEqual([]);
    },
  );

  it("comes out the same whatever the order, with every webhook twice and at once", async () => {
    const { control } = world.market.simulator;
    await control.controlDelivery({ dropNext: 100 });
    const charge = await world.pay(1_000);
    const refund = await control.refund(charge, 400);
    const dispute = await control.openDispute(charge, 600);
    await control.closeDispute(dispute.id, "won");
    await control.webhooksSettled();
    await control.controlDelivery({ dropNext: 0 });
    const told = [
      ["dispute_won", "charge.dispute.funds_reinstated", dispute.id],
      ["dispute", "charge.dispute.created", dispute.id],
      ["refund", "refund.created", refund.id],
      ["refunded", "charge.refunded", charge],
      ["charge", "charge.succeeded", charge],
    ] as const;
    for (const [id, type, object] of told) await world.notify(`evt_${id}`, type, object);
    await Promise.all(
      told.flatMap(([id]) => [
        processStripeEvent(world.market.deps, `evt_${id}`),
        processStripeEvent(world.market.deps, `evt_${id}`),
      ]),
    );
    const book = ["install 1000", "refund -400", "dispute -600", "dispute_won 600"];
    expect(await world.bookOf(charge)).toEqual(expect.arrayContaining(book));
    expect(await world.bookOf(charge)).toHaveLength(book.length);
    expect(await world.open()).toEqual([]);
  });
});

describe("reconcileCharges", () => {
  it("F24: makes up for webhooks that never came, and then finds nothing missing", async () => {
    const { control } = world.market.simulator;
    await control.controlDelivery({ dropNext: 100 });
    const charge = await world.pay(2_000);
    const old = await world.pay(3_000);
    await reconcileCharges(world.market.deps, undefined);
    await control.refund(old, 500);
    await control.refund(await world.pay(900, {}), 500);
    const dispute = await control.openDispute(charge, 1_000);
    await control.closeDispute(dispute.id, "won");
    const found = await reconcileCharges(world.market.deps, undefined);
    expect(found).toMatchObject({ madeUpFor: 2, open: 0 });
    expect(await world.bookOf(old)).toEqual(["install 3000", "refund -500"]);
    expect(await world.bookOf(charge)).toHaveLength(3);
    expect(await reconcileCharges(world.market.deps, undefined)).toEqual({
      ...found,
      madeUpFor: 0,
    });
  });

  it("says why when the key may not read payments, and goes on with everything else", async () => {
    const fault = { status: 403, times: 10, path: "^/v1/charges$", mode: "status_before" } as const;
    await world.market.simulator.control.addFault(fault);
    const { charges, transfersRead } = await runReconcile(world.market.deps, { by: "worker" });
    expect({ ...charges, transfersRead }).toMatchObject({ read: 0, transfersRead: 0 });
    // Payments are recorded here: without them the comparison is not whole.
    expect(charges).toMatchObject({ trouble: "permission_denied", isIncomplete: true });
    await world.market.simulator.control.clearFaults();
  });
});
