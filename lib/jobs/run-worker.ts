import type { PgBoss } from "pg-boss";
import type { Deps } from "@/lib/use-cases/deps";
import { processStripeEvent } from "@/lib/use-cases/process-stripe-event";
import { PROCESS_STRIPE_EVENT, SEND_PAYOUTS, startBoss } from "./queue";
import { doJob, doSweep, startClockwork } from "./scheduled";
import { createWorkPass, type PassOptions, workPass } from "./work-pass";

export type WorkerOptions = Omit<PassOptions, "shouldStop"> & { readonly databaseUrl: string };

export type RunningWorker = {
  /** Finishes the payouts that are under way, takes no others, and lets go of the queue. */
  readonly stop: () => Promise<void>;
};

/** Without a hint, a look every so often: an approval starts sending within about a second. */
const LOOK_EVERY_MS = 1_000;
const STOP_MS = 8_000;
const PASSES_MAX = 1_000;
const POLLING = { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 2 } as const;

/**
 * The worker. Two things make it look for work: a hint through the queue, and its own clock, which
 * needs no queue at all. What it then does follows from state. What is to be done on a date, such
 * as checking the books each hour, follows from the clock and the jobs' rows.
 */
export async function runWorker(deps: Deps, options: WorkerOptions): Promise<RunningWorker> {
  const { log, databaseUrl } = options;
  let isStopping = false;
  const pass = createWorkPass(deps, { ...options, shouldStop: () => isStopping });
  const look = async () => {
    try {
      await pass();
    } catch (err) {
      log.error({ err }, "a pass failed; it is tried again");
    }
  };
  const onError = (err: Error) => log.warn({ err }, "the job queue has trouble");
  const boss = await startBoss({ databaseUrl, isWorker: true, onError });
  await listen(deps, boss, look);
  const clockwork = startClockwork(deps, log, look);
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  // Not waited for: whoever starts a worker must be able to stop it, however much there is to do.
  void look();
  return {
    stop: async () => {
      isStopping = true;
      clearInterval(timer);
      const stopped = boss.stop({ graceful: true, timeout: STOP_MS, close: true });
      await Promise.allSettled([stopped, look(), clockwork.stop()]);
    },
  };
}

async function listen(deps: Deps, boss: PgBoss, look: () => Promise<void>): Promise<void> {
  await boss.work(SEND_PAYOUTS, POLLING, look);
  await boss.work<{ readonly eventId: string }>(PROCESS_STRIPE_EVENT, POLLING, async (jobs) => {
    for (const { data } of jobs) await processStripeEvent(deps, data.eventId);
  });
}

/**
 * Prepares what is due by the clock, works until nothing is left, and checks the books at the end,
 * so that nobody's money waits for a comparison. Needs no queue.
 */
export async function runOnce(deps: Deps, options: Omit<PassOptions, "shouldStop">): Promise<void> {
  await doJob(deps, options.log, "close");
  await workUntilQuiet(deps, options);
  for (const name of ["reconcile", "verify"] as const) await doJob(deps, options.log, name);
  await doSweep(deps, options.log, async () => undefined);
}

async function workUntilQuiet(deps: Deps, options: Omit<PassOptions, "shouldStop">): Promise<void> {
  const everything = { ...options, shouldStop: () => false, isEverything: true };
  for (let passes = 1; passes <= PASSES_MAX; passes++) {
    const { isQuiet } = await workPass(deps, everything);
    if (isQuiet) return;
  }
  throw new Error(`Still busy after ${PASSES_MAX} passes: something keeps coming back`);
}
