import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { trustedZone, UTC } from "@/lib/domain/period";
import { zoneWords } from "@/lib/domain/words/zone-words";
import { createRecordingWorld, eur, install } from "@/scripts/testing/recording-world";
import { restoreRows } from "@/scripts/testing/restore-rows";
import { checkZone, keepZone } from "./keep-zone";
import { recordEvents } from "./record-events";

const BERLIN = trustedZone("Europe/Berlin");
/** The last evening of April in UTC, and the first night of May in Berlin. */
const AT_THE_BORDER = new Date("2026-04-30T22:30:00Z");

let world: Awaited<ReturnType<typeof createRecordingWorld>>;
beforeEach(async () => {
  world = await createRecordingWorld();
});
afterEach(() => world.db.drop());

const recordIn = (zone: typeof UTC) =>
  recordEvents({ ...world.deps, zone }, "shop", [install("a", { occurredAt: AT_THE_BORDER })]);

/** What is kept, or the words of the refusal. */
async function ask(said: typeof UTC | undefined) {
  const kept = await keepZone(world.deps, said);
  return kept.ok ? kept.value : zoneWords(kept.problem);
}

describe("the zone of the books", () => {
  it("is that of the first process that starts, and taken by one that is set to none", async () => {
    expect(await ask(BERLIN)).toBe(BERLIN);
    expect(await ask(undefined)).toBe(BERLIN);
    expect(await ask(BERLIN)).toBe(BERLIN);
  });

  it("is UTC when nobody says another", async () => {
    expect(await ask(undefined)).toBe(UTC);
  });

  it("is one, however many processes start first at once", async () => {
    const zones = ["Europe/Berlin", "Asia/Tokyo", "America/Lima"].map(trustedZone);
    await Promise.allSettled(zones.map((zone) => keepZone(world.deps, zone)));
    const rows = await world.db.sql`select zone from accounting_zone`;
    expect(rows.length).toBe(1);
  });

  it("follows what processes are set to while there are no events", async () => {
    expect(await ask(UTC)).toBe(UTC);
    expect(await ask(BERLIN)).toBe(BERLIN);
    expect(await ask(undefined)).toBe(BERLIN);
  });

  it("stays once there are events: another is refused with what to do", async () => {
    await ask(BERLIN);
    await recordIn(BERLIN);
    expect(await ask(UTC)).toBe(
      "Wrong configuration. ACCOUNTING_TIME_ZONE is UTC, but these books are kept in Europe/Berlin: set ACCOUNTING_TIME_ZONE=Europe/Berlin. The zone of books cannot be changed once they have events",
    );
    expect(await ask(undefined)).toBe(BERLIN);
    await expect(world.db.sql`update accounting_zone set zone = 'UTC'`).rejects.toThrow(
      "the books have events: their days stay those of the zone that they were posted in",
    );
  });

  it("is refused to a process that posts in UTC because nothing is set", async () => {
    await ask(BERLIN);
    const checked = await checkZone({ db: world.db, zone: UTC }, undefined);
    expect(checked.ok ? "" : zoneWords(checked.problem)).toMatch(
      /ACCOUNTING_TIME_ZONE is not set, which means UTC, but these books are kept in Europe\/Berlin: set/,
    );
  });

  it("is the same under another name that the platform prefers by now", async () => {
    await world.db.sql`insert into accounting_zone values (1, 'Asia/Calcutta')`;
    await recordIn(trustedZone("Asia/Kolkata"));
    expect(await ask(trustedZone("Asia/Kolkata"))).toBe(trustedZone("Asia/Calcutta"));
  });

  it("has to be said for books of before, as their days have it, unless that is UTC", async () => {
    await recordIn(BERLIN);
    expect(await ask(undefined)).toMatch(/set it to the zone that web and worker have run in$/);
    expect(await ask(UTC)).toMatch(/^Wrong .* is UTC, and the days of these books are not those/);
    expect(await ask(BERLIN)).toBe(BERLIN);
    await restoreRows(world.db, "delete from accounting_zone; delete from events");
    await recordIn(UTC);
    expect(await ask(undefined)).toBe(UTC);
  });

  it("is looked at by a process that had started before it changed, and posts nothing", async () => {
    await ask(UTC);
    await world.record([install("refused", { amount: eur(-1n) })]);
    await ask(BERLIN);
    await expect(recordIn(UTC)).rejects.toThrow("these books are kept in Europe/Berlin");
    expect(await world.db.sql`select id from events`).toEqual([]);
  });
});
