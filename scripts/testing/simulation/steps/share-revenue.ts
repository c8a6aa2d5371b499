import { trusted } from "@/lib/domain/ids";
import { setPluginShares } from "@/lib/use-cases/set-plugin-shares";
import type { Step } from "../simulation";

/** A plugin's developers agree on how its revenue is split among them, or on no more sharing. */
export const shareRevenue: Step = {
  name: "share_revenue",
  weight: { month: 2, payday: 1 },
  faults: ["revenue_shared"],
  isMortal: true,
  run: async ({ simulation, deps, chance, admin }) => {
    const { model, hit } = simulation;
    const pluginId = trusted.pluginId(chance.pick(model.plugins));
    const [first = "", second = ""] = [
      chance.pick(model.developers),
      chance.pick(model.developers),
    ];
    const part = chance.pick([1, 3_333, 5_000, 7_501]);
    const shares =
      first === second
        ? [{ developerId: trusted.developerId(first), part: 10_000 }]
        : [
            { developerId: trusted.developerId(first), part: 10_000 - part },
            { developerId: trusted.developerId(second), part },
          ];
    const set = await setPluginShares(deps, admin, { pluginId, shares });
    if (set.ok && set.value.isChanged && first !== second) hit("revenue_shared");
  },
};
