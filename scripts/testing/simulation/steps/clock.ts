import { closeAndPrepare } from "@/lib/use-cases/close-and-prepare";
import { runJob } from "@/lib/use-cases/run-job";
import { setCloseSchedule } from "@/lib/use-cases/set-close-schedule";
import { isExpected, wordsOf } from "../run-step";
import type { Process, Step } from "../simulation";

/** An admin lets the clock close months, and perhaps approve what it prepared, or no longer. */
export const setClock: Step = {
  name: "set_clock",
  weight: { month: 2, payday: 1.5 },
  faults: ["clock_switched_on", "clock_may_approve", "clock_switched_off"],
  isMortal: true,
  run: async ({ simulation, deps, chance, admin }) => {
    const isOn = chance.isLucky(0.8);
    const schedule = {
      ...{ day: chance.whole(1, 4), hour: chance.whole(0, 23) },
      approves: chance.isLucky(0.6),
    };
    const set = await setCloseSchedule(deps, admin, isOn ? schedule : undefined);
    if (!set.ok) return simulation.accuse(`a schedule was refused: ${set.problem.kind}`);
    simulation.hit(isOn ? "clock_switched_on" : "clock_switched_off");
    if (isOn && schedule.approves) simulation.hit("clock_may_approve");
  },
};

/** A worker looks at the clock, or two of them do at the same moment. */
export const lookAtClock: Step = {
  name: "look_at_clock",
  weight: { month: 0.5, payday: 6 },
  faults: ["clock_did_its_work", "clock_needs_a_person", "two_looks_at_the_clock"],
  isMortal: true,
  run: async (process) => {
    const looks = [closeByClock(process)];
    if (process.chance.isLucky(0.5)) {
      process.simulation.hit("two_looks_at_the_clock");
      looks.push(closeByClock(process));
    }
    await Promise.all(looks);
  },
};

/** Closes, prepares and approves what the schedule says, when its date has come. */
export async function closeByClock({ simulation, deps }: Process): Promise<void> {
  const run = await runJob(deps, "close", (due) => closeAndPrepare(deps, due), { by: "worker" });
  if (run.kind === "failed" && !isExpected(run.error)) {
    simulation.accuse(`closing by the clock failed: ${wordsOf(run.error)}`);
  }
  if (run.kind !== "ran") return;
  simulation.hit(run.report.outcome === "done" ? "clock_did_its_work" : "clock_needs_a_person");
}
