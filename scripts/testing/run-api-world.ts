import { type AdminApiWorld, createAdminApiWorld } from "./admin-api-world";
import type { Answer, Route } from "./api-world";
import { addDeveloper, recordSales } from "./payout-world";
import type { TestSimulator } from "./simulator";

/** A month with €7.00 for each of three developers, of whom Dee has no Stripe account. */
export type RunApiWorld = AdminApiWorld & {
  /** Of two admins, with every scope that runs need. */
  readonly adasKey: string;
  readonly bensKey: string;
  readonly close: (key?: string) => Promise<Answer>;
  readonly prepare: (body?: object, key?: string) => Promise<Answer>;
};

export const RUN_SCOPES = [
  "finance:read",
  "periods:close",
  "runs:prepare",
  "runs:approve",
  "settings:write",
] as const;
export const PERIOD = "2026-01";

/** Of the API, which test support may not know. */
type Routes = {
  readonly postClose: Route<{ readonly period: string }>;
  readonly postRun: Route<Record<string, never>>;
};

export async function createRunApiWorld(
  simulator: TestSimulator,
  routes: Routes,
): Promise<RunApiWorld> {
  await simulator.control.reset();
  const world = await createAdminApiWorld(simulator);
  const adasKey = await world.newKey(RUN_SCOPES);
  const bensKey = await world.newKey(RUN_SCOPES, "ben");
  for (const id of ["bo", "cleo"]) await addDeveloper(world, id);
  await addDeveloper(world, "dee", { readiness: undefined });
  await recordSales(
    world,
    ["bo", "cleo", "dee"].map((id) => ({
      ...{ id, plugin: `${id}-plugin`, amount: 1_000n, on: "2026-01-05" },
    })),
  );
  return {
    ...{ ...world, adasKey, bensKey },
    close: (key = adasKey) =>
      world.call(routes.postClose, { key, method: "POST", params: { period: PERIOD } }),
    prepare: (body = { period: PERIOD }, key = adasKey) =>
      world.call(routes.postRun, { key, method: "POST", body }),
  };
}
