import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findRunPayouts } from "@/db/queries/payouts";
import { findPauses } from "@/db/queries/sending-pauses";
import { accepted } from "@/scripts/testing/payout-world";
import { createScarceWorld, type ScarceWorld } from "@/scripts/testing/scarce-world";
import { cancelRun } from "./cancel-run";
import { checkPauses } from "./check-pauses";
import { placeHold } from "./place-hold";
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

describe("a Stripe balance that is too small", () => {
  it("F18: pauses its currency with what is missing, while other currencies are paid", async () => {
    await world.simulator.control.fund("eur", 1_000);
    await world.simulator.control.fund("usd", 700);
    const runId = await world.approvedRun([
      { of: "ada", owed: 700n },
      { of: "ben", owed: 1_400n },
      { of: "cleo", owed: 70n },
      { of: "cleo", owed: 700n, currency: "usd" },
    ]);
    const report = await sendApproved(world.deps, options);
    expect(report).toMatchObject({ paid: 2, failed: 0, unfunded: 1 });
    expect(await world.standing(runId)).toEqual([
      "ada eur paid 1",
      "ben eur approved 1",
      "cleo eur approved 0",
      "cleo usd paid 1",
    ]);
    expect(await world.paused()).toEqual(["1170 eur"]);
    const [pause] = await findPauses(world.db);
    expect(pause).toMatchObject({ read: { available: 300n, at: world.now() } });
    expect(await world.broken()).toEqual([]);

    await world.advance(5 * 3_600);
    expect(await sendApproved(world.deps, options)).toMatchObject({ paid: 0, unfunded: 0 });
    await world.simulator.control.fund("eur", 1_170);
    expect(await sendApproved(world.deps, options)).toMatchObject({ paid: 0, unfunded: 0 });
    await world.advance(MINUTE);
    expect(await sendApproved(world.deps, options)).toMatchObject({ paid: 2, unfunded: 0 });
    expect(await world.standing(runId)).toEqual([
      "ada eur paid 1",
      "ben eur paid 2",
      "cleo eur paid 1",
      "cleo usd paid 1",
    ]);
    expect(await world.transfersOf(runId)).toBe(4);
    expect(await world.paused()).toEqual([]);
    expect(await world.broken()).toEqual([]);
  });

  it("is looked at again at once when an admin asks, who is told what is missing", async () => {
    const runId = await world.approvedRun([{ of: "ada", owed: 700n }]);
    await sendApproved(world.deps, options);
    await world.simulator.control.fund("eur", 200);
    const short = { kind: "short", currency: "eur", missing: { minor: 500n, currency: "eur" } };
    expect(await checkPauses(world.deps, world.admin)).toEqual([short]);
    await world.simulator.control.fund("eur", 500);
    expect(await checkPauses(world.deps, world.admin)).toEqual([
      { kind: "goes_on", currency: "eur" },
    ]);
    await sendApproved(world.deps, options);
    expect(await world.standing(runId)).toEqual(["ada eur paid 2"]);
    const [entry] = await world.db.sql`
      select actor, subject from audit_log where action = 'sending.resume'
      order by seq desc limit 1`;
    expect(entry).toEqual({ actor: world.admin.name, subject: "currency:eur" });
  });

  it("lets as many be paid as a part of the money covers, in their order", async () => {
    const runId = await world.approvedRun([
      { of: "ada", owed: 700n },
      { of: "ben", owed: 700n },
      { of: "cleo", owed: 700n },
    ]);
    await sendApproved(world.deps, options);
    expect(await world.paused()).toEqual(["2100 eur"]);
    await world.simulator.control.fund("eur", 1_500);
    await world.advance(MINUTE);
    expect(await sendApproved(world.deps, options)).toMatchObject({ paid: 2, unfunded: 1 });
    expect(await world.paused()).toEqual(["600 eur"]);
    for (let minute = 0; minute < 5; minute++) {
      await world.advance(MINUTE);
      expect(await sendApproved(world.deps, options)).toMatchObject({ paid: 0, unfunded: 0 });
    }
    await world.simulator.control.fund("eur", 600);
    await world.advance(MINUTE);
    await sendApproved(world.deps, options);
    expect(await world.standing(runId)).toEqual([
      "ada eur paid 2",
      "ben eur paid 1",
      "cleo eur paid 2",
    ]);
    expect(await world.transfersOf(runId)).toBe(3);
  });

  it("never keeps a later run of another currency from finishing", async () => {
    const dollars = await world.approvedRun([{ of: "ada", owed: 700n, currency: "usd" }]);
    await sendApproved(world.deps, options);
    await world.simulator.control.fund("eur", 700);
    const euros = await world.approvedRun([{ of: "ben", owed: 700n }]);
    await sendApproved(world.deps, options);
    expect(await world.standing(euros)).toEqual(["ben eur paid 1"]);
    expect(await world.standing(dollars)).toEqual(["ada usd approved 1"]);
    expect(await world.paused()).toEqual(["700 usd"]);
    await world.simulator.control.fund("usd", 700);
    await world.advance(MINUTE);
    await sendApproved(world.deps, options);
    expect(await world.standing(dollars)).toEqual(["ada usd paid 2"]);
    expect(await world.broken()).toEqual([]);
  });

  it("does not wait for a developer who is put on hold meanwhile", async () => {
    const runId = await world.approvedRun([
      { of: "ada", owed: 70_000n },
      { of: "ben", owed: 700n },
    ]);
    await sendApproved(world.deps, options);
    const [ada] = await findRunPayouts(world.db, world.admin, runId);
    if (!ada) throw new Error("The run has no payout");
    const hold = { developerId: ada.developerId, reason: "checking" };
    accepted(await placeHold(world.deps, world.admin, hold));
    await world.simulator.control.fund("eur", 700);
    await world.advance(MINUTE);
    await sendApproved(world.deps, options);
    expect(await world.standing(runId)).toEqual(["ada eur approved 1", "ben eur paid 1"]);
    expect(await world.paused()).toEqual([]);
  });

  it("ends at once when what waited for it is canceled", async () => {
    const runId = await world.approvedRun([{ of: "cleo", owed: 700n }]);
    await sendApproved(world.deps, options);
    expect(await findPauses(world.db)).toHaveLength(1);
    accepted(await cancelRun(world.deps, world.admin, runId));
    await sendApproved(world.deps, options);
    expect(await findPauses(world.db)).toEqual([]);
    expect(await world.broken()).toEqual([]);
  });
});
