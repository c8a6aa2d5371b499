import type { AdminActor } from "@/lib/auth/actor";
import { nextPeriod, periodOf, previousPeriod, UTC } from "@/lib/domain/period";
import { setPayoutRule } from "@/lib/use-cases/set-payout-rule";
import type { Process, Step } from "../simulation";

/** An admin decides how long earnings are held, and when small balances are swept. */
export const changePayoutRule: Step = {
  name: "change_payout_rule",
  weight: { month: 1, payday: 1.5 },
  faults: ["holding_days_set", "sweep_set", "two_payout_rules"],
  isMortal: true,
  run: async (process) => {
    const { simulation, chance, admin, otherAdmin } = process;
    const decisions = [decide(process, admin)];
    if (chance.isLucky(0.4)) {
      simulation.hit("two_payout_rules");
      decisions.push(decide(process, otherAdmin));
    }
    await Promise.all(decisions);
  },
};

async function decide({ simulation, deps, chance }: Process, admin: AdminActor): Promise<void> {
  const now = periodOf(simulation.now(), UTC);
  const from = chance.pick([previousPeriod(now), now, nextPeriod(now)]);
  const holdingDays = chance.pick([0, 0, 1, 2, 3, 14, 40]);
  const sweepMonth = chance.isLucky(0.4) ? Number(chance.pick([from, now]).slice(5)) : undefined;
  const set = await setPayoutRule(deps, admin, { from, holdingDays, sweepMonth });
  if (!set.ok) return simulation.accuse(`a payout rule was refused: ${set.problem.kind}`);
  if (holdingDays > 0) simulation.hit("holding_days_set");
  if (sweepMonth !== undefined) simulation.hit("sweep_set");
}
