import { type ResolveStep, resolveUnknown } from "@/lib/use-cases/resolve-unknown";
import { sendApproved } from "@/lib/use-cases/send-approved";
import type { SendStep } from "@/lib/use-cases/send-payout";
import type { PayoutWorld } from "../payout-world";
import type { Chance } from "../simulation/chance";

/** The end of a process, as far as its work can tell. */
class SimulatedCrash extends Error {
  override readonly name = "SimulatedCrash";
}

export const CRASHES = [
  "crash_send_begun",
  "crash_send_before_call",
  "crash_send_answered",
  "crash_send_finished",
  "crash_resolve_leased",
  "crash_resolve_before_resend",
  "crash_resolve_resolved",
] as const;
export type Crash = (typeof CRASHES)[number];

export type WorkerOptions = {
  readonly crashProbability: number;
  readonly onCrash: (crash: Crash) => void;
};

/**
 * One worker's pass: send, then look up. It may die between any two steps; the next pass is then
 * another process, which knows nothing but what was written.
 */
export async function passOfWorker(
  { deps }: PayoutWorld,
  chance: Chance,
  options: WorkerOptions,
): Promise<void> {
  const dieAt = (job: "send" | "resolve") => (step: SendStep | ResolveStep) => {
    if (!chance.isLucky(options.crashProbability)) return;
    options.onCrash(`crash_${job}_${step}` as Crash);
    throw new SimulatedCrash();
  };
  const pause = async () => undefined;
  const workers: readonly (() => Promise<unknown>)[] = [
    () => sendApproved(deps, { concurrency: 2, pause, onStep: dieAt("send") }),
    () => resolveUnknown(deps, { onStep: dieAt("resolve") }),
  ];
  for (const work of workers) {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof SimulatedCrash)) throw error;
    }
  }
}
