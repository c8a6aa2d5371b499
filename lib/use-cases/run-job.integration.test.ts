import { afterAll, beforeAll, expect, it } from "vitest";
import { findJobRows } from "@/db/queries/jobs";
import type { JobName, JobReport } from "@/lib/domain/job";
import { UTC } from "@/lib/domain/period";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { runJob } from "./run-job";

let db: TestDatabase;
let now = new Date("2026-03-15T10:20:00Z");
let ids = 0;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

const newId = () => {
  ids += 1;
  return `00000000-0000-7000-8000-${String(ids).padStart(12, "0")}`;
};
const done = async (): Promise<JobReport> => ({ outcome: "done", message: "All is well." });
const fail = async (): Promise<JobReport> => {
  throw new Error("Stripe is away");
};
const run = (name: JobName, work = done) =>
  runJob({ db, now: () => now, zone: UTC, newId }, name, work, { by: "worker" });
const pass = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const rowOf = async (name: JobName) => (await findJobRows(db)).find((row) => row.name === name);

it("is run once for its date, however many workers look at once", async () => {
  const runs = await Promise.all(Array.from({ length: 8 }, () => run("verify")));
  expect(runs.filter(({ kind }) => kind === "ran")).toHaveLength(1);
  expect(await run("verify")).toEqual({ kind: "not_due" });
  pass(60);
  expect(await run("verify")).toMatchObject({ kind: "ran" });
  expect(await rowOf("verify")).toMatchObject({
    runsUntil: undefined,
    last: { outcome: "done", message: "All is well." },
  });
});

it("is made up for once when dates were missed", async () => {
  pass(5 * 24 * 60);
  expect(await run("verify")).toMatchObject({ kind: "ran" });
  expect(await run("verify")).toEqual({ kind: "not_due" });
});

it("is tried again ten minutes after it failed, and the page says that it did", async () => {
  expect(await run("reconcile", fail)).toMatchObject({ kind: "failed" });
  expect(await rowOf("reconcile")).toMatchObject({ last: { outcome: "failed" } });
  pass(9);
  expect(await run("reconcile")).toEqual({ kind: "not_due" });
  pass(1);
  expect(await run("reconcile")).toMatchObject({ kind: "ran" });
});

it("is taken from a worker that went silent, which then writes nothing any more", async () => {
  pass(24 * 60);
  let wakeUp = () => {};
  const asleep = new Promise<void>((resolve) => {
    wakeUp = resolve;
  });
  const silent = run("reconcile", async () => {
    await asleep;
    return { outcome: "problems", message: "Too late." };
  });
  await expect.poll(async () => (await rowOf("reconcile"))?.runsUntil !== undefined).toBe(true);
  expect(await run("reconcile")).toEqual({ kind: "not_due" });
  pass(61);
  expect(await run("reconcile")).toMatchObject({ kind: "ran" });
  wakeUp();
  await silent;
  expect(await rowOf("reconcile")).toMatchObject({ last: { message: "All is well." } });
});
