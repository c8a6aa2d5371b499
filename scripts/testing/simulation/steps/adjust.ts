import { ADJUSTMENT_REASONS } from "@/lib/domain/adjustment";
import { trustedCurrency } from "@/lib/domain/currency";
import { trusted } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { adjustBalance } from "@/lib/use-cases/adjust-balance";
import type { Step } from "../simulation";
import { nextId } from "./record-sales";

/** An admin credits or debits a developer, and clicks twice. */
export const adjust: Step = {
  name: "adjust",
  weight: { month: 2, payday: 2 },
  faults: ["adjustment_doubled"],
  isMortal: true,
  run: async ({ simulation, deps, chance, admin }) => {
    const { model, hit } = simulation;
    const plugin = chance.pick(model.plugins);
    const size = chance.whole(1, 3_000);
    const wish = {
      externalId: nextId(model, "adjustment"),
      developerId: trusted.developerId(plugin.slice(0, plugin.indexOf("-plugin"))),
      pluginId: trusted.pluginId(plugin),
      amount: money(BigInt(chance.isLucky(0.6) ? size : -size), trustedCurrency("eur")),
      reason: chance.pick(ADJUSTMENT_REASONS),
      note: "because of the simulation",
    };
    const known = { amount: wish.amount.minor, isKnown: false };
    model.adjustments.set(wish.externalId, known);
    const clicks = [adjustBalance(deps, admin, wish)];
    if (chance.isLucky(0.5)) {
      hit("adjustment_doubled");
      clicks.push(adjustBalance(deps, admin, wish));
    }
    for (const answer of await Promise.all(clicks)) known.isKnown ||= answer.ok;
  },
};
