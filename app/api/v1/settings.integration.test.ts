import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verify } from "@/lib/use-cases/verify";
import { type AdminApiWorld, createAdminApiWorld } from "@/scripts/testing/admin-api-world";
import type { Route } from "@/scripts/testing/api-world";
import { addDeveloper, recordSales } from "@/scripts/testing/payout-world";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { GET as getAuditLog } from "./audit-log/route";
import * as closeSchedule from "./close-schedule/route";
import * as hold from "./developers/[id]/hold/route";
import { PUT as putSchedule } from "./developers/[id]/schedule/route";
import { GET as getHolds } from "./holds/route";
import { GET as getJobs } from "./jobs/route";
import { PUT as putMinimum } from "./minimums/[currency]/route";
import { GET as getMinimums } from "./minimums/route";
import { PUT as putRule } from "./payout-rules/[period]/route";
import { GET as getRules } from "./payout-rules/route";
import * as shares from "./plugins/[id]/shares/route";
import { GET as getPreview } from "./terms/preview/route";
import * as terms from "./terms/route";
import * as threshold from "./thresholds/[currency]/route";
import { GET as getThresholds } from "./thresholds/route";

const SCOPES = ["finance:read", "settings:write", "holds:write", "catalog:write"] as const;
let simulator: TestSimulator;
let world: AdminApiWorld;
let key: string;

beforeAll(async () => {
  simulator = await startTestSimulator();
  world = await createAdminApiWorld(simulator);
  key = await world.newKey(SCOPES);
  for (const id of ["bo", "cleo"]) await addDeveloper(world, id, { readiness: undefined });
  await recordSales(world, [{ id: "1", plugin: "bo-plugin", amount: 1_000n, on: "2026-01-05" }]);
});
afterAll(async () => {
  await world.db.drop();
  await simulator.close();
});

type Params = Readonly<Record<string, string>>;
const get = async <P>(route: Route<P>, params: Params = {}, query = "") =>
  world.call(route, { key, params, path: `x?${query}` });
const put = async <P>(route: Route<P>, params: Params, body: object) =>
  world.call(route, { key, method: "PUT", params, body });
const remove = async <P>(route: Route<P>, params: Params = {}) =>
  world.call(route, { key, method: "DELETE", params });

describe("holds through the API", () => {
  it("are placed once of many at once, lifted once, and both stay on the list", async () => {
    const id = { id: "bo" };
    const place = () => put(hold.PUT, id, { reason: "A dispute" });
    const answers = await Promise.all(Array.from({ length: 8 }, place));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)]);
    expect((await place()).body.code).toBe("already_on_hold");
    expect((await get(getHolds, {}, "state=live")).body.holds).toMatchObject([
      { developerId: "bo", reason: "A dispute", liftedAt: null },
    ]);
    expect((await remove(hold.DELETE, id)).status).toBe(200);
    expect((await remove(hold.DELETE, id)).body.code).toBe("not_on_hold");
    await place();
    const rows = await world.pages(getHolds, { key, name: "holds" });
    expect(rows.map(({ liftedAt }) => liftedAt === null)).toEqual([true, false]);
    expect((await put(hold.PUT, id, { reason: " " })).body.code).toBe("bad_field");
  });
});

describe("the audit log through the API", () => {
  it("tells the newest first, by action or by a part of who and on what, page by page", async () => {
    const read = (query = "") => world.pages(getAuditLog, { key, name: "entries", query });
    await put(hold.PUT, { id: "cleo" }, { reason: "A dispute" });
    const placed = {
      ...{ action: "hold.place", says: "Developer put on hold", subject: "developer:cleo" },
      ...{ actor: expect.stringContaining("key:ada@example.com "), hash: expect.any(String) },
      detail: expect.objectContaining({ reason: "A dispute" }),
    };
    const seqs = (await read()).map(({ seq }) => Number(seq));
    expect(seqs).toEqual(Array.from(seqs, (_, index) => seqs.length - index));
    expect(await read("action=hold.place&text=CLEO")).toMatchObject([placed]);
    expect(await read("action=hold.place&text=nobody")).toEqual([]);
    expect(await read("action=moon.land")).toEqual([]);
    for (const query of [
      "text=",
      "text=%00",
      `text=${"a".repeat(201)}`,
      "who=ada",
      "cursor=WzFd",
    ]) {
      expect((await get(getAuditLog, {}, query)).status).toBe(400);
    }
  });
});

describe("settings through the API", () => {
  it("keep a minimum and a threshold of each currency, and remove a threshold once", async () => {
    await put(putMinimum, { currency: "EUR" }, { amount: 500 });
    await put(putMinimum, { currency: "eur" }, { amount: 600 });
    const ofEur = { currency: "eur", setBy: expect.stringContaining("key:ada@example.com ") };
    expect((await get(getMinimums)).body.minimums).toMatchObject([{ ...ofEur, amount: 600 }]);
    await put(threshold.PUT, { currency: "eur" }, { amount: 0 });
    expect((await get(getThresholds)).body.thresholds).toMatchObject([{ ...ofEur, amount: 0 }]);
    expect((await remove(threshold.DELETE, { currency: "eur" })).status).toBe(200);
    const again = await remove(threshold.DELETE, { currency: "eur" });
    expect([again.status, again.body.code]).toEqual([404, "no_threshold"]);
  });

  it.each([
    [putMinimum, { amount: 0 }],
    [putMinimum, { amount: 1, currency: "eur" }],
    [threshold.PUT, { amount: -1 }],
    [threshold.PUT, {}],
  ])("refuse what cannot be kept", async (route, body) => {
    expect((await put(route, { currency: "eur" }, body)).body.code).toBe("bad_field");
  });

  it("keep the payout rule of a month, as it was put last", async () => {
    const period = { period: "2026-03" };
    await put(putRule, period, { holdingDays: 7, sweepMonth: 12 });
    await put(putRule, period, { holdingDays: 14, sweepMonth: null });
    expect((await get(getRules)).body.rules).toMatchObject([
      { from: "2026-03", holdingDays: 14, sweepMonth: null },
    ]);
    const tooLong = await put(putRule, period, { holdingDays: 181, sweepMonth: null });
    expect([tooLong.status, tooLong.body.detail]).toEqual([422, expect.stringMatching(/180/)]);
    expect((await put(putRule, period, { holdingDays: 14 })).status).toBe(422);
  });

  it("close by the clock when told to, and by hand again", async () => {
    const wanted = { day: 3, hour: 9, approves: false };
    expect((await put(closeSchedule.PUT, {}, wanted)).body.schedule).toEqual(wanted);
    expect((await get(closeSchedule.GET)).body.schedule).toEqual(wanted);
    const { body } = await get(getJobs);
    const jobs = body.jobs as readonly { name: string; next: string | null }[];
    expect(jobs.find(({ name }) => name === "close")?.next).toBe("2026-03-03T09:00:00.000Z");
    expect((await remove(closeSchedule.DELETE)).body.schedule).toBeNull();
    expect((await put(closeSchedule.PUT, {}, { ...wanted, day: 29 })).status).toBe(422);
  });

  it("approve by the clock only for a key that may approve: money leaves then", async () => {
    const wanted = { day: 3, hour: 9, approves: true };
    const refused = await put(closeSchedule.PUT, {}, wanted);
    expect([refused.status, refused.body.code]).toEqual([403, "missing_scope"]);
    expect(refused.body.detail).toContain("runs:approve");
    expect((await get(closeSchedule.GET)).body.schedule).toBeNull();
    const mayApprove = await world.newKey(["settings:write", "runs:approve"]);
    const call = { key: mayApprove, method: "PUT", body: wanted };
    expect((await world.call(closeSchedule.PUT, call)).body.schedule).toEqual(wanted);
    expect((await remove(closeSchedule.DELETE)).body.schedule).toBeNull();
  });
});

describe("rates through the API", () => {
  const rate = { shareBps: 8_000, from: "2026-03-01" };
  const add = (body: object) => world.call(terms.POST, { key, method: "POST", body });

  it("are tried out without saving anything, then added once", async () => {
    const { body } = await get(
      getPreview,
      {},
      new URLSearchParams({ ...rate, shareBps: "8000" }).toString(),
    );
    expect(body.totals).toEqual([{ currency: "eur", sales: 1, before: 700, after: 800 }]);
    expect(body.developers).toMatchObject([{ id: "bo", before: 700, after: 800 }]);
    const before = await world.pages(terms.GET, { key, name: "terms" });
    expect((await add(rate)).status).toBe(201);
    const again = await add(rate);
    expect([again.status, again.body.code]).toEqual([409, "term_exists"]);
    await add({ ...rate, pluginId: "bo-plugin" });
    const after = await world.pages(terms.GET, { key, name: "terms" });
    expect(after).toHaveLength(before.length + 2);
    const corrected = await add({ ...rate, shareBps: 8_100 });
    expect([corrected.status, corrected.body.replacedShareBps]).toEqual([201, 8_000]);
    expect(await world.pages(terms.GET, { key, name: "terms" })).toHaveLength(after.length);
  });

  it.each([
    [{ shareBps: 10_001 }, "bad_field"],
    [{ from: "2026-02-30" }, "bad_field"],
    [{ developerId: "bo", pluginId: "bo-plugin" }, "bad_field"],
    [{ developerId: "nobody" }, "unknown_subject"],
    [{ from: "2026-01-01" }, "reaches_back"],
  ])("are refused with %j", async (fields, code) => {
    const { status, body } = await add({ ...rate, ...fields });
    expect([status, body.code]).toEqual([422, code]);
  });

  it.each([
    "",
    "shareBps=1e3&from=2026-03-01",
    "shareBps=7000&from=soon",
    "shareBps=7000&from=2026-03-02&rate=1",
  ])("are not tried out with %j", async (query) => {
    expect((await get(getPreview, {}, query)).status).toBe(400);
  });
});

describe("whom a plugin pays, and when, through the API", () => {
  it("is agreed from a day on, and the same again changes nothing", async () => {
    const wanted = [
      { developerId: "bo", bps: 7_000 },
      { developerId: "cleo", bps: 3_000 },
    ];
    const body = { shares: wanted, from: "2026-02-01" };
    const id = { id: "bo-plugin" };
    expect((await put(shares.PUT, id, body)).body.isChanged).toBe(true);
    expect((await put(shares.PUT, id, body)).body.isChanged).toBe(false);
    expect((await get(shares.GET, id)).body).toMatchObject({ owner: "bo", shares: wanted });
    const [first] = wanted;
    const half = await put(shares.PUT, id, { shares: [first] });
    expect([half.status, half.body.code]).toEqual([422, "not_whole"]);
    const past = await put(shares.PUT, id, { ...body, from: "2026-01-01" });
    expect([past.status, past.body.code]).toEqual([422, "reaches_back"]);
  });

  it("changes with the developer's schedule", async () => {
    const set = () => put(putSchedule, { id: "cleo" }, { schedule: "instant" });
    expect([(await set()).body.isChanged, (await set()).body.isChanged]).toEqual([true, false]);
    expect((await put(putSchedule, { id: "cleo" }, { schedule: "daily" })).status).toBe(422);
  });

  it("keeps every rule of the books", async () => {
    expect((await verify(world.deps)).isHealthy).toBe(true);
  });
});
