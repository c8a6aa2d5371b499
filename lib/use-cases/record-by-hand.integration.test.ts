import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mintAdmin } from "@/lib/auth/actor";
import { formId } from "@/lib/domain/form-id";
import { createSharedPluginWorld } from "@/scripts/testing/shared-plugin-world";
import { recordByHand } from "./record-by-hand";
import { recordEvents } from "./record-events";
import { verify } from "./verify";

const admin = mintAdmin("user:finance@example.com");

let world: Awaited<ReturnType<typeof createSharedPluginWorld>>;
beforeAll(async () => {
  world = await createSharedPluginWorld();
});
afterAll(() => world.db.drop());
beforeEach(() => world.nextPlugin());

/** The entries about a plugin's events, and whether each came with its event's own statement. */
const entries = () => world.db.sql`
  select entry.actor, entry.detail ->> 'amount' as amount, entry.xmin = event.xmin as at_once
  from audit_log as entry
  join events as event on entry.subject = 'event:' || event.id and coalesce(event.part_no, 1) = 1
  where event.plugin_id = ${world.plugin()} and entry.action = 'event.record' order by entry.seq`;

const typed = (amount: bigint) => world.sale(formId(world.deps.newId()), amount);

describe("an event that an admin types in", () => {
  it("has its author in the audit log by the very statement that records it", async () => {
    const answer = await recordByHand(world.deps, admin, typed(999n));
    expect(answer.status).toBe("recorded");
    expect([...(await entries())]).toEqual([{ actor: admin.name, amount: "999", at_once: true }]);
  });

  it("is recorded once, with one author, by two who click at the same moment", async () => {
    const report = typed(999n);
    const other = mintAdmin("user:other@example.com");
    const answers = await Promise.all(
      [admin, other, admin, other].map((who) => recordByHand(world.deps, who, report)),
    );
    expect(answers.filter(({ status }) => status === "recorded")).toHaveLength(1);
    expect(answers.filter(({ status }) => status === "duplicate")).toHaveLength(3);
    expect(await entries()).toHaveLength(1);
  });

  it("has one entry, of the whole, when several developers share the plugin", async () => {
    await world.share({ ada: 5_000, bob: 5_000 });
    await recordByHand(world.deps, admin, typed(1_001n));
    expect([...(await entries())]).toEqual([{ actor: admin.name, amount: "1001", at_once: true }]);
  });

  it("leaves no entry when it is refused", async () => {
    const refund = world.back(formId(world.deps.newId()), "unknown", 1n);
    expect((await recordByHand(world.deps, admin, refund)).status).toBe("rejected");
    expect(await entries()).toEqual([]);
  });
});

it("leaves books in which every rule holds, beside an import that bears the same source", async () => {
  await recordEvents(world.deps, "form", [world.sale("imported", 500n)]);
  const report = await verify(world.deps);
  expect(report.checks.filter(({ offenders }) => offenders > 0)).toEqual([]);
});
