import { afterAll, beforeAll } from "vitest";
import { recordCharge } from "@/lib/use-cases/record-charge";
import { type Asked, proveAccess } from "@/scripts/testing/access-proof";
import { type AdminApiWorld, createAdminApiWorld } from "@/scripts/testing/admin-api-world";
import { payDeveloper } from "@/scripts/testing/paid-payout";
import { recordSales } from "@/scripts/testing/payout-world";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { POST as leaveChargeProblem } from "../charge-problems/[id]/leave/route";
import { POST as retryChargeProblem } from "../charge-problems/[id]/retry/route";
import { GET as listChargeProblems } from "../charge-problems/route";
import { OPERATIONS } from "../openapi";
import { POST as checkPauses } from "../pauses/check/route";
import { GET as listPauses } from "../pauses/route";
import { POST as reversePayout } from "../payouts/[id]/reversals/route";
import { POST as closePeriod } from "../periods/[period]/close/route";
import { GET as listPayable } from "../periods/[period]/payable/route";
import { GET as listPeriods } from "../periods/route";
import { GET as listReversals } from "../reversals/route";
import { POST as approveRun } from "./[id]/approve/route";
import { POST as cancelRun } from "./[id]/cancel/route";
import { GET as listRunPayouts } from "./[id]/payouts/route";
import { POST as retryPayouts } from "./[id]/retry/route";
import { GET as getRun } from "./[id]/route";
import { GET as listRunSkips } from "./[id]/skips/route";
import { GET as listRuns, POST as prepareRun } from "./route";

type Ids = { runId: string; payoutId: string; chargeId: string };

const NOBODY = "00000000-0000-4000-8000-000000000000";
const FEBRUARY = { params: { period: "2026-02" } };
const NO_IDS: Ids = { runId: NOBODY, payoutId: NOBODY, chargeId: "ch_nothing" };
const ids = { ...NO_IDS };
let simulator: TestSimulator;
let world: AdminApiWorld;

/** Cleo was paid for January, and has earned more in February. A payment is for nobody. */
beforeAll(async () => {
  simulator = await startTestSimulator();
  world = await createAdminApiWorld(simulator, new Date("2026-03-03T20:00:00Z"));
  ids.payoutId = await payDeveloper(world, "cleo");
  const sale = { id: "2", plugin: "cleo-plugin", amount: 1_000n, on: "2026-02-05" };
  await recordSales(world, [sale]);
  const metadata = { remit_plugin_id: "nothing" };
  ids.chargeId = (await simulator.control.charge({ amount: 1, currency: "eur", metadata })).id;
  await recordCharge(world.deps, ids.chargeId);
});
afterAll(async () => {
  await world.db.drop();
  await simulator.close();
});

const get = { method: "GET" };
const post = { method: "POST" };
const failPayouts = async ({ db }: AdminApiWorld) => {
  await db.sql`update payouts set state = 'submitting' where state = 'approved'`;
  await db.sql`update payouts set state = 'failed', failure_code = 'account_invalid'
    where state = 'submitting'`;
};

const ASKED: Readonly<Record<string, Asked<Ids>>> = {
  listPeriods: { ask: (ask) => ask(listPeriods) },
  listPayable: { ask: (ask) => ask(listPayable, FEBRUARY) },
  closePeriod: { ask: (ask) => ask(closePeriod, { ...post, ...FEBRUARY }) },
  prepareRun: {
    ask: (ask) => ask(prepareRun, { ...post, body: { period: "2026-02" } }),
    after: ({ body }, made) => {
      made.runId = String(body.id);
    },
  },
  listRuns: { ask: (ask) => ask(listRuns) },
  ...Object.fromEntries(
    Object.entries({
      getRun: [getRun, get],
      listRunPayouts: [listRunPayouts, get],
      listRunSkips: [listRunSkips, get],
      approveRun: [approveRun, post],
      retryPayouts: [retryPayouts, post],
      cancelRun: [cancelRun, post],
    } as const).map(([id, [route, method]]) => [
      id,
      {
        ask: (ask, { runId }) => ask(route, { ...method, params: { id: runId } }),
        unknown: [404, "unknown_run"],
        ...(id === "retryPayouts" ? { before: failPayouts } : {}),
      } satisfies Asked<Ids>,
    ]),
  ),
  listPauses: { ask: (ask) => ask(listPauses) },
  checkPauses: { ask: (ask) => ask(checkPauses, post) },
  reversePayout: {
    ask: (ask, { payoutId }) =>
      ask(reversePayout, {
        ...{ ...post, params: { id: payoutId } },
        body: { left: 700, amount: 200, currency: "eur", reason: "A mistake" },
      }),
    unknown: [404, "unknown_payout"],
  },
  listReversals: { ask: (ask) => ask(listReversals) },
  listChargeProblems: { ask: (ask) => ask(listChargeProblems) },
  retryChargeProblem: {
    ask: (ask, { chargeId: id }) => ask(retryChargeProblem, { ...post, params: { id } }),
    unknown: [409, "not_open"],
  },
  leaveChargeProblem: {
    ask: (ask, { chargeId: id }) =>
      ask(leaveChargeProblem, { ...post, params: { id }, body: { note: "A test" } }),
    unknown: [409, "not_open"],
  },
};

proveAccess({
  world: () => world,
  operations: OPERATIONS.filter(({ path }) =>
    /^\/api\/v1\/(periods|runs|pauses|reversals|charge-problems|payouts\/)/.test(path),
  ),
  asked: ASKED,
  ids: () => ids,
  unknownIds: NO_IDS,
});
