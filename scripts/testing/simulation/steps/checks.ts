import { trusted } from "@/lib/domain/ids";
import { refreshStaleAccounts } from "@/lib/use-cases/refresh-stale-accounts";
import { runReconcile } from "@/lib/use-cases/run-reconcile";
import { savePlugin } from "@/lib/use-cases/save-plugin";
import { brokenRules } from "../broken-rules";
import type { Process, Step } from "../simulation";

const DAY_MS = 86_400_000;
/** These judge how long something has waited; in a simulation, hours pass without a worker. */
const ABOUT_WAITING = new Set([
  ...["nothing_stuck", "inbox_worked_off", "reversals_not_stuck", "accounts_read"],
  "instant_sales_judged",
]);

/** What the worker does each day, in the middle of everything else. */
export const dailyReconcile: Step = {
  name: "daily_reconcile",
  weight: { month: 1, payday: 3 },
  faults: ["reconcile_mended", "reconcile_found_charge"],
  isMortal: true,
  run: async (process) => {
    await reconcileDay(process);
  },
};

/** The worker does this every day, here days may pass without: `since` then reaches back further. */
export async function reconcileDay({ simulation, deps }: Process, since?: Date): Promise<void> {
  const { fixedCount, charges } = await runReconcile(deps, { since, by: "worker" });
  if (fixedCount > 0) simulation.hit("reconcile_mended");
  if (charges.madeUpFor > 0) simulation.hit("reconcile_found_charge");
  await refreshStaleAccounts(deps, new Date(deps.now().getTime() - DAY_MS));
}

/** Every invariant holds at every moment, whatever is under way. */
export const verifyAtWork: Step = {
  name: "verify_at_work",
  weight: { month: 0.5, payday: 1 },
  faults: ["verified_at_work"],
  isMortal: false,
  run: async ({ simulation, deps }) => {
    const { now, zone } = deps;
    const broken = await brokenRules({ db: simulation.lane.books.judge(), now, zone });
    for (const { id, words } of broken) {
      if (!ABOUT_WAITING.has(id)) simulation.accuse(`in the middle: ${words}`);
    }
    simulation.hit("verified_at_work");
  },
};

/** A plugin is sold to another developer; what was sold before stays the former owner's. */
export const handOver: Step = {
  name: "hand_over",
  weight: { month: 1, payday: 0.5 },
  faults: ["plugin_handed_over"],
  isMortal: true,
  run: async ({ simulation, deps, chance, admin }) => {
    const { model, hit } = simulation;
    const id = trusted.pluginId(chance.pick(model.plugins));
    const developerId = trusted.developerId(chance.pick(model.developers));
    const saved = await savePlugin(deps, admin, { id, name: id, developerId });
    if (saved.ok && saved.value.ownerChanged) hit("plugin_handed_over");
  },
};
