import type { AdminActor } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import type { PayoutSchedule } from "@/lib/domain/schedule";
import { setSchedule } from "@/lib/use-cases/set-schedule";
import type { Process, Step } from "../simulation";

/** A developer is paid for each sale at once from now on, or by the month again. */
export const changeSchedule: Step = {
  name: "change_schedule",
  weight: { month: 2.5, payday: 1.5 },
  faults: ["schedule_instant", "schedule_monthly", "two_schedules"],
  isMortal: true,
  run: async (process) => {
    const { simulation, chance, admin, otherAdmin } = process;
    const developer = chance.pick(simulation.model.developers);
    const schedule = chance.isLucky(0.6) ? "instant" : "monthly";
    const changes = [change(process, admin, developer, schedule)];
    if (chance.isLucky(0.3)) {
      simulation.hit("two_schedules");
      const other = schedule === "instant" ? "monthly" : "instant";
      changes.push(change(process, otherAdmin, developer, other));
    }
    await Promise.all(changes);
  },
};

async function change(
  { simulation, deps }: Process,
  admin: AdminActor,
  developer: string,
  schedule: PayoutSchedule,
): Promise<void> {
  if (schedule === "instant") simulation.model.mayBeInstant.add(developer);
  const developerId = trusted.developerId(developer);
  const set = await setSchedule(deps, admin, { developerId, schedule });
  if (set.ok && set.value.isChanged) simulation.hit(`schedule_${schedule}`);
}
