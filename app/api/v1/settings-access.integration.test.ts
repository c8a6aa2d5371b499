import { afterAll, beforeAll } from "vitest";
import { type Asked, proveAccess } from "@/scripts/testing/access-proof";
import { type AdminApiWorld, createAdminApiWorld } from "@/scripts/testing/admin-api-world";
import { addDeveloper, recordSales } from "@/scripts/testing/payout-world";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { POST as adjustBalance, GET as listAdjustments } from "./adjustments/route";
import { GET as listAuditEntries } from "./audit-log/route";
import {
  GET as getCloseSchedule,
  DELETE as removeCloseSchedule,
  PUT as setCloseSchedule,
} from "./close-schedule/route";
import { POST as correctSale } from "./corrections/route";
import { GET as getBalance } from "./developers/[id]/balance/route";
import { GET as listDebts } from "./developers/[id]/debts/route";
import { DELETE as liftHold, PUT as placeHold } from "./developers/[id]/hold/route";
import { PUT as putSchedule } from "./developers/[id]/schedule/route";
import { GET as listHolds } from "./holds/route";
import { GET as listJobs } from "./jobs/route";
import { PUT as setMinimum } from "./minimums/[currency]/route";
import { GET as listMinimums } from "./minimums/route";
import { OPERATIONS } from "./openapi";
import { PUT as setPayoutRule } from "./payout-rules/[period]/route";
import { GET as listPayoutRules } from "./payout-rules/route";
import { GET as getShares, PUT as putShares } from "./plugins/[id]/shares/route";
import { GET as listSaleSkips } from "./sale-skips/route";
import { GET as previewTerm } from "./terms/preview/route";
import { POST as addTerm, GET as listTerms } from "./terms/route";
import { DELETE as removeThreshold, PUT as setThreshold } from "./thresholds/[currency]/route";
import { GET as listThresholds } from "./thresholds/route";

type Ids = Readonly<Record<"developer" | "plugin" | "sale" | "currency", string>>;

let simulator: TestSimulator;
let world: AdminApiWorld;

/** Bo has earned €7.00; the fee that follows leaves him owing. */
beforeAll(async () => {
  simulator = await startTestSimulator();
  world = await createAdminApiWorld(simulator);
  await addDeveloper(world, "bo");
  await addDeveloper(world, "cleo");
  await recordSales(world, [{ id: "1", plugin: "bo-plugin", amount: 1_000n, on: "2026-01-05" }]);
});
afterAll(async () => {
  await world.db.drop();
  await simulator.close();
});

const put = { method: "PUT" };
const remove = { method: "DELETE" };
const post = { method: "POST" };
const nobody = [404, "unknown_developer"] as const;
const shares = [
  { developerId: "bo", bps: 7_000 },
  { developerId: "cleo", bps: 3_000 },
];

const OF_DEVELOPERS: Readonly<Record<string, Asked<Ids>>> = {
  adjustBalance: {
    ask: (ask, { developer: developerId, plugin: pluginId }) =>
      ask(adjustBalance, {
        ...post,
        body: {
          ...{ externalId: "fee-1", developerId, pluginId, amount: -1_500, currency: "eur" },
          ...{ reason: "fee", note: "A fee" },
        },
      }),
    unknown: [422, "not_their_plugin"],
  },
  correctSale: {
    ask: (ask, { sale: saleId }) =>
      ask(correctSale, {
        ...post,
        body: {
          ...{ externalId: "letter-7", source: "test", saleId, kind: "refund" },
          ...{ amount: 400, currency: "eur", on: "2026-02-01" },
        },
      }),
    unknown: [422, "unknown_sale"],
  },
  listAdjustments: { ask: (ask) => ask(listAdjustments) },
  getBalance: {
    ask: (ask, { developer: id }) => ask(getBalance, { params: { id } }),
    unknown: nobody,
  },
  listDebts: {
    ask: (ask, { developer: id }) => ask(listDebts, { params: { id } }),
    unknown: nobody,
  },
  placeHold: {
    ask: (ask, { developer: id }) =>
      ask(placeHold, { ...put, params: { id }, body: { reason: "A dispute" } }),
    unknown: nobody,
  },
  listSaleSkips: { ask: (ask) => ask(listSaleSkips) },
  listHolds: { ask: (ask) => ask(listHolds) },
  liftHold: {
    ask: (ask, { developer: id }) => ask(liftHold, { ...remove, params: { id } }),
    unknown: [409, "not_on_hold"],
  },
  putSchedule: {
    ask: (ask, { developer: id }) =>
      ask(putSchedule, { ...put, params: { id }, body: { schedule: "instant" } }),
    unknown: nobody,
  },
  putShares: {
    ask: (ask, { plugin: id }) => ask(putShares, { ...put, params: { id }, body: { shares } }),
    unknown: [404, "unknown_plugin"],
  },
  getShares: {
    ask: (ask, { plugin: id }) => ask(getShares, { params: { id } }),
    unknown: [404, "unknown_plugin"],
  },
};

const OF_SETTINGS: Readonly<Record<string, Asked<Ids>>> = {
  previewTerm: { ask: (ask) => ask(previewTerm, { path: "x?shareBps=8000&from=2026-03-01" }) },
  addTerm: {
    ask: (ask) => ask(addTerm, { ...post, body: { shareBps: 8_000, from: "2026-03-01" } }),
  },
  listTerms: { ask: (ask) => ask(listTerms) },
  setMinimum: {
    ask: (ask, { currency }) =>
      ask(setMinimum, { ...put, params: { currency }, body: { amount: 500 } }),
    unknown: [422, "bad_currency"],
  },
  listMinimums: { ask: (ask) => ask(listMinimums) },
  setThreshold: {
    ask: (ask, { currency }) =>
      ask(setThreshold, { ...put, params: { currency }, body: { amount: 0 } }),
    unknown: [422, "bad_currency"],
  },
  listThresholds: { ask: (ask) => ask(listThresholds) },
  removeThreshold: {
    ask: (ask, { currency }) => ask(removeThreshold, { ...remove, params: { currency } }),
    unknown: [422, "bad_currency"],
  },
  setPayoutRule: {
    ask: (ask) =>
      ask(setPayoutRule, {
        ...{ ...put, params: { period: "2026-03" } },
        body: { holdingDays: 14, sweepMonth: null },
      }),
  },
  listPayoutRules: { ask: (ask) => ask(listPayoutRules) },
  listJobs: { ask: (ask) => ask(listJobs) },
  setCloseSchedule: {
    ask: (ask) => ask(setCloseSchedule, { ...put, body: { day: 3, hour: 9, approves: false } }),
  },
  getCloseSchedule: { ask: (ask) => ask(getCloseSchedule) },
  removeCloseSchedule: { ask: (ask) => ask(removeCloseSchedule, remove) },
  listAuditEntries: { ask: (ask) => ask(listAuditEntries) },
};

proveAccess({
  world: () => world,
  operations: OPERATIONS.slice(5).filter(
    ({ path }) =>
      !/^\/api\/v1\/(periods|runs|pauses|reversals|charge-problems|payouts\/)/.test(path),
  ),
  asked: { ...OF_DEVELOPERS, ...OF_SETTINGS },
  ids: () => ({ developer: "bo", plugin: "bo-plugin", sale: "1", currency: "eur" }),
  unknownIds: { developer: "nobody", plugin: "nothing", sale: "nothing", currency: "xxx" },
});
