import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leaveCharge } from "@/lib/use-cases/leave-charge";
import { reconcileCharges } from "@/lib/use-cases/reconcile-charges";
import { retryCharge } from "@/lib/use-cases/retry-charge";
import { retryCharges } from "@/lib/use-cases/retry-charges";
import { type ChargeWorld, createChargeWorld, TAGS } from "@/scripts/testing/charge-world";
import { setChargeTags } from "@/scripts/testing/stripe-requests";
import { POST } from "./route";

let world: ChargeWorld;
beforeAll(async () => {
  world = await createChargeWorld(POST);
});
afterAll(async () => {
  expect(await world.wrongs()).toEqual([]);
  await world.stop();
});

describe("a charge that cannot be recorded", () => {
  it("waits for a person, and is recorded with its refund once the catalogue is mended", async () => {
    const charge = await world.pay(700, { remit_plugin_id: "late-plugin" });
    const refund = await world.market.simulator.control.refund(charge, 200);
    await world.workOff();
    expect(await world.open()).toEqual([`${charge} unknown_plugin`]);
    const before = await world.market.db.sql`
      select distinct outcome from stripe_events where object_id in (${charge}, ${refund.id})`;
    expect(before.map(({ outcome }) => outcome)).toEqual(["needs a person: unknown_plugin"]);
    expect(await retryCharges(world.market.deps, { isEverything: true })).toEqual({
      recorded: 0,
      failed: 0,
    });

    await world.addPlugin("late-plugin");
    // The owner is of today, the sale of a moment ago: as if the plugin had been there before.
    await world.market.db.sql`update plugin_owners set effective_from = '2020-01-01'
      where plugin_id = 'late-plugin'`;
    expect(await retryCharges(world.market.deps, { isEverything: true })).toEqual({
      failed: 0,
      recorded: 1,
    });
    expect(await world.bookOf(charge)).toEqual(["install 700", "refund -200"]);
    expect(await world.open()).toEqual([]);
  });

  it.each([
    { code: "bad_kind", metadata: { ...TAGS, remit_kind: "gift" } },
    { code: "missing_original", metadata: { ...TAGS, remit_kind: "refund" } },
    { code: "bad_plugin_id", metadata: { remit_plugin_id: "no such thing!" } },
    { code: "bad_currency", metadata: TAGS, currency: "xxx" },
  ])("says why: $code", async ({ code, metadata, currency }) => {
    const charge = await world.pay(700, metadata, currency);
    await world.workOff();
    expect(await world.open()).toEqual([`${charge} ${code}`]);
    await setChargeTags(world.market.simulator, charge, { remit_plugin_id: "" });
    await world.workOff();
    expect(await world.open()).toEqual([]);
  });

  it("stays left once a person has said so, and is in the audit log", async () => {
    const charge = await world.pay(700, { remit_plugin_id: "nobodys" });
    await world.workOff();
    const left = await leaveCharge(world.market.deps, world.market.admin, {
      objectId: charge,
      note: "a test",
    });
    expect(left.ok).toBe(true);
    const again = await leaveCharge(world.market.deps, world.market.admin, {
      objectId: charge,
      note: "me too",
    });
    expect(again.ok).toBe(false);
    await reconcileCharges(world.market.deps, undefined);
    await world.workOff();
    expect(await world.open()).toEqual([]);
    const [entry] = await world.market.db.sql`
      select actor, detail->>'note' as note from audit_log where subject = ${`stripe:${charge}`}`;
    expect(entry).toEqual({ actor: world.market.admin.name, note: "a test" });
    await setChargeTags(world.market.simulator, charge, { remit_kind: "gift" });
    await world.workOff();
    expect(await world.open()).toEqual([`${charge} bad_kind`]);
    await leaveCharge(world.market.deps, world.market.admin, { objectId: charge, note: "still" });
  });

  it("is not recorded once it could be when a person left it, until one asks for it", async () => {
    const { deps, admin, simulator } = world.market;
    const charge = await world.pay(700, { remit_plugin_id: "left-plugin" });
    await world.workOff();
    await leaveCharge(deps, admin, { objectId: charge, note: "recorded by hand" });
    await world.addPlugin("left-plugin");
    await world.market.db.sql`update plugin_owners set effective_from = '2020-01-01'
      where plugin_id = 'left-plugin'`;
    const refund = await simulator.control.refund(charge, 100);
    await world.workOff();
    await reconcileCharges(deps, undefined);
    expect(await world.bookOf(charge)).toEqual([]);
    expect(await world.open()).toEqual([`${refund.id} sale_left`]);

    expect(await retryCharge(deps, admin, charge)).toMatchObject({ ok: true });
    expect(await world.bookOf(charge)).toEqual(["install 700", "refund -100"]);
    expect(await retryCharge(deps, admin, charge)).toMatchObject({ ok: false });
  });

  it("asks about what is taken back of a sale that was left, until a person has left that, too", async () => {
    const { deps, admin, simulator } = world.market;
    const charge = await world.pay(700, { remit_plugin_id: "plugin-of-nobody" });
    await world.workOff();
    await leaveCharge(deps, admin, { objectId: charge, note: "recorded by hand" });
    await world.workOff();
    expect(await world.open()).toEqual([]);
    const refund = await simulator.control.refund(charge, 100);
    const dispute = await simulator.control.openDispute(charge, 600);
    await world.workOff();
    const asked = [`${dispute.id} sale_left`, `${refund.id} sale_left`];
    expect((await world.open()).toSorted()).toEqual(asked);
    for (const objectId of [refund.id, dispute.id]) {
      await leaveCharge(deps, admin, { objectId, note: "refunded by hand" });
    }
    await reconcileCharges(deps, undefined);
    await world.workOff();
    expect(await world.open()).toEqual([]);
    expect(await world.bookOf(charge)).toEqual([]);

    const still = { kind: "needs_person", codes: ["unknown_plugin"] };
    expect(await retryCharge(deps, admin, charge)).toMatchObject({ ok: true, value: still });
    expect(await world.open()).toEqual([`${charge} unknown_plugin`]);
    await world.addPlugin("plugin-of-nobody");
    await world.market.db.sql`update plugin_owners set effective_from = '2020-01-01'
      where plugin_id = 'plugin-of-nobody'`;
    expect(await retryCharge(deps, admin, charge)).toMatchObject({ ok: true });
    const book = ["dispute -600", "install 700", "refund -100"];
    expect((await world.bookOf(charge)).toSorted()).toEqual(book);
  });

  it("leaves a refund that a person left, when a dispute that is won makes room for it", async () => {
    const { deps, admin, simulator } = world.market;
    const charge = await world.pay(1_000);
    await world.workOff();
    const dispute = await simulator.control.openDispute(charge, 1_000);
    await world.workOff();
    const refund = await simulator.control.refund(charge, 300);
    await world.workOff();
    expect(await world.open()).toEqual([`${refund.id} refund_too_large`]);
    await leaveCharge(deps, admin, { objectId: refund.id, note: "debited by hand" });
    await simulator.control.closeDispute(dispute.id, "won");
    await world.workOff();
    const book = ["dispute -1000", "dispute_won 1000", "install 1000"];
    expect((await world.bookOf(charge)).toSorted()).toEqual(book);
    expect(await world.open()).toEqual([]);
  });

  it("keeps what is recorded when its tags change, and goes on taking refunds back", async () => {
    await world.addPlugin("other-plugin");
    const charge = await world.pay(1_000);
    await world.workOff();
    await setChargeTags(world.market.simulator, charge, { remit_plugin_id: "other-plugin" });
    await world.market.simulator.control.refund(charge, 100);
    await world.workOff();
    expect(await world.bookOf(charge)).toEqual(["install 1000", "refund -100"]);
    expect(await world.open()).toEqual([`${charge} tags_changed`]);
    await setChargeTags(world.market.simulator, charge, TAGS);
    expect(await retryCharge(world.market.deps, world.market.admin, charge)).toMatchObject({
      ok: true,
    });
    expect(await world.open()).toEqual([]);
    expect(await retryCharge(world.market.deps, world.market.admin, charge)).toMatchObject({
      ok: false,
    });
  });

  it("asks a person about what was taken back in another currency, and records none of it", async () => {
    const { deps, admin, simulator } = world.market;
    const charge = await world.pay(1_000);
    const dispute = await simulator.control.openDispute(charge, 900, "usd");
    await world.workOff();
    expect(await world.bookOf(charge)).toEqual(["install 1000"]);
    expect(await world.open()).toEqual([`${dispute.id} other_currency`]);
    await leaveCharge(deps, admin, { objectId: dispute.id, note: "debited" });
    await simulator.control.refund(charge, 100);
    await world.workOff();
    expect(await world.bookOf(charge)).toEqual(["install 1000", "refund -100"]);
    expect(await world.open()).toEqual([]);

    await simulator.control.closeDispute(dispute.id, "won");
    await world.workOff();
    const given = `${dispute.id}:won`;
    expect(await world.open()).toEqual([`${given} won_in_other_currency`]);
    await leaveCharge(deps, admin, { objectId: given, note: "credited" });
    await world.workOff();
    expect(await world.bookOf(charge)).toEqual(["install 1000", "refund -100"]);
    expect(await world.open()).toEqual([]);
  });

  it("asks a person about a refund that fails after it was recorded", async () => {
    const charge = await world.pay(1_000);
    const refund = await world.market.simulator.control.refund(charge, 100);
    await world.workOff();
    await world.market.simulator.control.endRefund(refund.id, "failed");
    await world.workOff();
    expect(await world.open()).toEqual([`${refund.id} refund_failed`]);
    await leaveCharge(world.market.deps, world.market.admin, {
      objectId: refund.id,
      note: "credited",
    });
  });
});
