import { afterAll, beforeAll, expect, it } from "vitest";
import { findRuns } from "@/db/queries/runs";
import { trustedCurrency } from "@/lib/domain/currency";
import { money } from "@/lib/domain/money";
import { trustedPeriod } from "@/lib/domain/period";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import {
  accepted,
  addDeveloper,
  createPayoutWorld,
  type PayoutWorld,
  recordSales,
} from "@/scripts/testing/payout-world";
import { restoreRows } from "@/scripts/testing/restore-rows";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { approveRun } from "./approve-run";
import { closeAndPrepare } from "./close-and-prepare";
import { readCalendar, runJob } from "./run-job";
import { setApprovalThreshold } from "./set-approval-threshold";
import { setCloseSchedule } from "./set-close-schedule";
import { setPayoutRule } from "./set-payout-rule";
import { showJobs } from "./show-jobs";
import { verify } from "./verify";

let simulator: TestSimulator;
let db: TestDatabase;
let world: PayoutWorld;
const DAY = 86_400;

beforeAll(async () => {
  simulator = await startTestSimulator();
  db = await createTestDatabase({ connectionsMax: 12 });
  world = await createPayoutWorld(db, simulator, { at: new Date("2026-01-20T12:00:00Z") });
  await addDeveloper(world, "ada");
  await addDeveloper(world, "ben", { readiness: undefined });
});
afterAll(async () => {
  await db.drop();
  await simulator.close();
});

let sales = 0;
async function sell(amount: bigint): Promise<void> {
  const on = world.now().toISOString().slice(0, 10);
  for (const plugin of ["ada-plugin", "ben-plugin"]) {
    sales += 1;
    await recordSales(world, [{ id: `${sales}`, plugin, amount, on }]);
  }
}

/** What a worker does when it looks at the clock. */
function look() {
  const { deps } = world;
  return runJob(deps, "close", (due) => closeAndPrepare(deps, due), { by: "worker" });
}

/** What the clock does on a date of its, whatever it has done before. */
async function doOn(slot: string) {
  const calendar = await readCalendar(world.deps);
  return closeAndPrepare(world.deps, { slot: new Date(slot), calendar, doneAt: undefined });
}

const runs = async () => findRuns(db, world.admin);
const schedule = (approves: boolean) =>
  setCloseSchedule(world.deps, world.admin, { day: 3, hour: 9, approves });

it("does nothing until somebody switches it on, and nothing for dates before that", async () => {
  await sell(1_000n);
  await world.advance(20 * DAY);
  expect(await look()).toEqual({ kind: "not_due" });
  accepted(await schedule(false));
  expect(await look()).toEqual({ kind: "not_due" });
  expect(await runs()).toEqual([]);
});

it("closes and prepares once on its date, after dates that were missed, and approves nothing", async () => {
  await sell(1_000n);
  await world.advance(61 * DAY);
  const looks = await Promise.all(Array.from({ length: 6 }, look));
  const [ran] = looks.filter(({ kind }) => kind === "ran");
  expect(looks.filter(({ kind }) => kind === "ran")).toHaveLength(1);
  expect(ran).toMatchObject({
    report: {
      outcome: "done",
      message: expect.stringMatching(
        /^March 2026 is closed\. 1 payout prepared as run [-0-9a-f]{36}\. Somebody has to approve it\.$/,
      ),
    },
  });
  const [run, ...others] = await runs();
  expect(others).toEqual([]);
  expect(run).toMatchObject({ period: "2026-03", state: "prepared", skips: 1 });
  expect(run?.prepared.by).toBe("schedule");
  const closed = await db.sql`select period, closed_by as by from periods
    where closed_at is not null order by period`;
  expect(closed.map(({ period, by }) => `${period} ${by}`)).toEqual([
    "2026-01 schedule",
    "2026-02 schedule",
    "2026-03 schedule",
  ]);
});

it("never prepares a month a second time, by two workers or after the run was canceled", async () => {
  const [run] = await runs();
  if (!run) throw new Error("There is no run");
  accepted(await approveRun(world.deps, world.admin, run.id));
  await sell(2_000n);
  const again = () => doOn("2026-04-03T09:00:00Z");
  await world.advance(35 * DAY);
  const april = () => doOn("2026-05-03T09:00:00Z");
  await Promise.all([april(), april(), april(), again()]);
  const periods = (await runs()).map(({ period }) => period);
  expect(periods).toEqual(["2026-04", "2026-03"]);
});

it("approves below the threshold where it was told to, and never above it", async () => {
  const [april] = await runs();
  if (!april) throw new Error("There is no run");
  accepted(await approveRun(world.deps, world.admin, april.id));
  accepted(await schedule(true));
  await sell(1_000n);
  await world.advance(31 * DAY);
  expect(await look()).toMatchObject({
    report: { message: expect.stringMatching(/and approved/) },
  });
  expect((await runs())[0]).toMatchObject({ state: "approved", approved: { by: "schedule" } });

  const least = money(699n, trustedCurrency("eur"));
  await setApprovalThreshold(world.deps, world.admin, least);
  await sell(1_000n);
  await world.advance(31 * DAY);
  expect(await look()).toMatchObject({
    report: { outcome: "problems", message: expect.stringMatching(/above the threshold/) },
  });
  const [held] = await runs();
  expect(held).toMatchObject({ state: "prepared" });
  if (held) accepted(await approveRun(world.deps, world.admin, held.id));
});

it("approves nothing while a rule of the books is broken", async () => {
  await db.sql`delete from approval_thresholds`;
  await sell(1_000n);
  const damage = (cents: number) =>
    restoreRows(
      db,
      `update balances set amount = amount + ${cents}, platform_share = platform_share + ${cents}`,
    );
  await damage(1);
  await world.advance(31 * DAY);
  expect(await look()).toMatchObject({
    report: { outcome: "problems", message: expect.stringMatching(/rule of the books is broken/) },
  });
  expect((await runs())[0]).toMatchObject({ state: "prepared" });
  await damage(-1);
  const [held] = await runs();
  if (held) accepted(await approveRun(world.deps, world.admin, held.id));
});

it("closes on its date and prepares once the holding days have passed, whoever sells each day", async () => {
  const from = trustedPeriod("2026-08");
  const rule = { from, holdingDays: 14, sweepMonth: undefined };
  accepted(await setPayoutRule(world.deps, world.admin, rule));
  await sell(1_000n);
  await world.advance(19 * DAY);
  await sell(1_000n);
  expect(await look()).toMatchObject({
    report: {
      outcome: "done",
      message: expect.stringMatching(
        /^August 2026 is closed. It will be prepared on 15 Sep\w* 2026, /,
      ),
    },
  });
  const before = await runs();
  const close = (await showJobs(world.deps, world.admin)).find(({ name }) => name === "close");
  expect(close?.next).toEqual(new Date("2026-09-15T09:00:00Z"));
  await world.advance(10 * DAY);
  const looks = await Promise.all([look(), look(), look()]);
  expect(looks.filter(({ kind }) => kind === "ran")).toMatchObject([
    {
      report: {
        message: expect.stringMatching(
          /^August 2026 is closed\. 1 payout prepared as run [-0-9a-f]{36} and approved\.$/,
        ),
      },
    },
  ]);
  const [august, ...others] = await runs();
  expect(others).toEqual(before);
  expect(august).toMatchObject({ period: "2026-08", state: "approved" });
});

it("makes up for a preparation that was missed when the next month is closed", async () => {
  await world.advance(20 * DAY);
  await sell(1_000n);
  await world.advance(30 * DAY);
  expect(await look()).toMatchObject({
    report: {
      message: expect.stringMatching(
        /^September 2026 is closed\. 1 payout prepared as run \S+ and approved\. October 2026 is closed\. It will be /,
      ),
    },
  });
});

it("closes no month whose date had passed when it was switched on, and says who has to", async () => {
  await world.advance(41 * DAY);
  const slot = new Date("2026-12-15T09:00:00Z");
  const close = { day: 3, hour: 9, approves: true, since: new Date("2026-12-10T00:00:00Z") };
  const calendar = { ...(await readCalendar(world.deps)), close };
  expect(await closeAndPrepare(world.deps, { slot, calendar, doneAt: undefined })).toEqual({
    outcome: "problems",
    message: "November 2026 is not closed: close it, and prepare it by hand.",
  });
  const { checks } = await verify(world.deps);
  expect(checks.filter(({ offenders }) => offenders > 0)).toEqual([]);
});

it("is not done while the run keeps losing its race, and makes up for it", async () => {
  await sell(1_000n);
  await world.advance(45 * DAY);
  await db.sql`create function lose() returns trigger language plpgsql as
    $$ begin raise exception 'a deadlock' using errcode = 'deadlock_detected'; end $$`;
  await db.sql`create trigger lose before insert on runs for each row execute function lose()`;
  expect(await look()).toMatchObject({ kind: "failed", error: { code: "40P01" } });
  await db.sql`drop trigger lose on runs`;
  await world.advance(11 * 60);
  expect(await look()).toMatchObject({ report: { outcome: "done" } });
});
