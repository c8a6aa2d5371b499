import { trustedCurrency } from "@/lib/domain/currency";
import { type DeveloperId, trusted } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { dayOf, shiftDay, UTC } from "@/lib/domain/period";
import { basisPoints } from "@/lib/domain/share";
import { addTerm } from "@/lib/use-cases/add-term";
import { liftHold } from "@/lib/use-cases/lift-hold";
import { placeHold } from "@/lib/use-cases/place-hold";
import {
  removeApprovalThreshold,
  setApprovalThreshold,
} from "@/lib/use-cases/set-approval-threshold";
import { setMinimum } from "@/lib/use-cases/set-minimum";
import type { Process, Step } from "../simulation";

/** Admins change the rules while money is on its way. */
export const changeRates: Step = {
  name: "change_rates",
  weight: { month: 2, payday: 1 },
  faults: ["rate_changed"],
  isMortal: true,
  run: async ({ simulation, deps, chance, admin }) => {
    const { model, now } = simulation;
    const kind = chance.pick(["marketplace", "developer", "plugin"] as const);
    const pluginId = trusted.pluginId(chance.pick(model.plugins));
    const developerId = trusted.developerId(chance.pick(model.developers));
    const added = await addTerm(deps, admin, {
      scope: kind === "plugin" ? { kind, pluginId } : scopeOf(kind, developerId),
      share: basisPoints(chance.pick([0, 3_333, 5_000, 6_999, 8_500, 10_000])),
      day: shiftDay(dayOf(now(), UTC), chance.whole(2, 9)),
    });
    if (added.ok) simulation.hit("rate_changed");
  },
};

function scopeOf(kind: "developer" | "marketplace", developerId: DeveloperId) {
  return kind === "developer" ? { kind, developerId } : { kind };
}

export const changeRules: Step = {
  name: "change_rules",
  weight: { month: 1, payday: 2 },
  faults: ["threshold_set", "minimum_set"],
  isMortal: true,
  run: async ({ simulation, deps, chance, admin }) => {
    const currency = trustedCurrency(chance.pick(["eur", "usd"]));
    const amount = money(BigInt(chance.whole(1, 4_000)), currency);
    const what = chance.next();
    if (what < 0.4) {
      simulation.model.minimums.add(`${currency} ${amount.minor}`);
      const set = await setMinimum(deps, admin, amount);
      if (set.ok) simulation.hit("minimum_set");
    } else if (what < 0.8) {
      const set = await setApprovalThreshold(deps, admin, amount);
      if (set.ok) simulation.hit("threshold_set");
    } else await removeApprovalThreshold(deps, admin, currency);
  },
};

export const holdAndLift: Step = {
  name: "hold",
  weight: { month: 1, payday: 4 },
  faults: ["hold_placed", "hold_lifted"],
  isMortal: true,
  run: async (process) => {
    const { simulation, deps, chance, admin } = process;
    const developerId = trusted.developerId(chance.pick(simulation.model.developers));
    if (chance.isLucky(0.5)) {
      const placed = await placeHold(deps, admin, { developerId, reason: "to be looked into" });
      if (placed.ok) simulation.hit("hold_placed");
      return;
    }
    await liftUnlessUnexplained(process, developerId);
  },
};

/** An admin who lifts a hold has looked into it; money that nobody can explain keeps it. */
export async function liftUnlessUnexplained(
  { simulation, deps, admin }: Pick<Process, "simulation" | "deps" | "admin">,
  developerId: DeveloperId,
): Promise<void> {
  const [hold] = await deps.db.sql<{ reason: string }[]>`
    select reason from holds where developer_id = ${developerId} and lifted_at is null`;
  if (!hold || hold.reason.startsWith("Stripe has transfer")) return;
  const lifted = await liftHold(deps, admin, developerId);
  if (lifted.ok) simulation.hit("hold_lifted");
}
