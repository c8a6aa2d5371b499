import { afterAll, beforeAll, expect, it } from "vitest";
import { findJobRows } from "@/db/queries/jobs";
import type { AskableJob } from "@/lib/domain/job";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { runJobNow } from "./run-job-now";

let market: Marketplace;
beforeAll(async () => {
  market = await createMarketplace();
});
afterAll(() => market.stop());

/** Of a worker that looked at this moment. */
const look = () => {
  const at = market.deps.now();
  return market.db.sql`
    insert into jobs (name, slot, started_at, started_by) values ('sweep', ${at}, ${at}, 'worker')`;
};
const now = (name: AskableJob) => runJobNow(market.deps, market.admin, name);
const rowOf = async (name: string) =>
  (await findJobRows(market.db)).find((row) => row.name === name);

it("runs once for two who ask at the same moment, and the other is told so", async () => {
  // Whoever has it works until the other is answered, or works as well.
  const over = Promise.withResolvers<void>();
  let working = 0;
  async function* listTransfers(since: Date | undefined) {
    working += 1;
    if (working > 1) over.resolve();
    await over.promise;
    yield* market.deps.transfers.listTransfers(since);
  }
  const deps = { ...market.deps, transfers: { ...market.deps.transfers, listTransfers } };
  const ask = () => runJobNow(deps, market.admin, "reconcile").finally(over.resolve);
  const both = await Promise.all([ask(), ask()]);
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(both).toContainEqual({ ok: false, problem: { kind: "is_running" } });
  expect(await rowOf("reconcile")).toMatchObject({
    ...{ startedBy: market.admin.name, last: { outcome: "done" } },
  });
});

it("runs as often as somebody asks, though its date is over", async () => {
  expect(await now("verify")).toMatchObject({ ok: true });
  expect(await now("verify")).toMatchObject({ ok: true });
});

it("says that Stripe did not answer, and keeps the run as failed", async () => {
  await market.simulator.control.addFault({ mode: "status_before", status: 503, times: 100 });
  const asked = await now("reconcile");
  expect(asked).toEqual({ ok: false, problem: { kind: "stripe_unreachable" } });
  expect(await rowOf("reconcile")).toMatchObject({ last: { outcome: "failed" } });
  await market.simulator.control.clearFaults();
  expect(await now("reconcile")).toMatchObject({ ok: true });
});

it("leaves a bug a bug: it is thrown, and the run is kept as failed", async () => {
  const listTransfers = () => {
    throw new Error("a bug");
  };
  const deps = { ...market.deps, transfers: { ...market.deps.transfers, listTransfers } };
  await expect(runJobNow(deps, market.admin, "reconcile")).rejects.toThrow("a bug");
  expect(await rowOf("reconcile")).toMatchObject({ last: { outcome: "failed" } });
});

it("has a worker look for work, which is a worker's own; and says so when there is none", async () => {
  expect(await now("sweep")).toEqual({ ok: false, problem: { kind: "no_worker" } });
  await look();
  expect(await now("sweep")).toEqual({ ok: true, value: { kind: "asked" } });
});
