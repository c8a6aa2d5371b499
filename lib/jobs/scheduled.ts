import { type JobName, type JobReport, lastSlot } from "@/lib/domain/job";
import type { Log } from "@/lib/logging/log";
import { closeAndPrepare } from "@/lib/use-cases/close-and-prepare";
import type { Deps } from "@/lib/use-cases/deps";
import { type DueJob, type JobRun, readCalendar, runJob } from "@/lib/use-cases/run-job";
import { dailyReconcile, hourlyVerify } from "./checks";

type Work = (deps: Deps, log: Log, by: string, due: DueJob) => Promise<JobReport>;

/** Jobs whose work is their own; sweeping is a worker's pass. */
const WORKS: Readonly<Record<Exclude<JobName, "sweep">, Work>> = {
  verify: hourlyVerify,
  reconcile: dailyReconcile,
  close: (deps, _log, _by, due) => closeAndPrepare(deps, due),
};

export const WORKER = "worker";

/** Does a job that is due, or that somebody asks for, and logs what went wrong. */
export async function doJob(
  deps: Deps,
  log: Log,
  name: Exclude<JobName, "sweep">,
  asked: { readonly by: string; readonly isAsked: boolean } = { by: WORKER, isAsked: false },
): Promise<JobRun> {
  const work = (due: DueJob) => WORKS[name](deps, log, asked.by, due);
  return logged(log, name, await runJob(deps, name, work, asked));
}

/** Each minute, a pass that needs no hint; that it happened shows that a worker is there. */
export async function doSweep(deps: Deps, log: Log, pass: () => Promise<void>): Promise<void> {
  const work = async (): Promise<JobReport> => {
    await pass();
    return { outcome: "done", message: "Looked for everything that waits." };
  };
  logged(log, "sweep", await runJob(deps, "sweep", work, { by: WORKER }));
}

function logged(log: Log, name: JobName, run: JobRun): JobRun {
  if (run.kind === "failed") log.error({ err: run.error, job: name }, "a job failed");
  if (run.kind === "ran" && name === "close") log.info(run.report, "closed by the clock");
  return run;
}

const LOOK_EVERY_MS = 5_000;
const TRY_AGAIN_MS = 60_000;

export type Clockwork = { readonly stop: () => Promise<void> };

/**
 * Looks at the clock and does what is due. Which worker does it is decided by the job's row, so
 * each of them only asks when a new date has come, and once a minute for what another left.
 */
export function startClockwork(deps: Deps, log: Log, pass: () => Promise<void>): Clockwork {
  const running = new Map<JobName, Promise<void>>();
  const asked = new Map<JobName, { readonly slot: number; readonly at: number }>();
  const turn = (name: JobName, slot: Date) => {
    const last = asked.get(name);
    const now = Date.now();
    if (last?.slot === slot.getTime() && now - last.at < TRY_AGAIN_MS) return;
    asked.set(name, { slot: slot.getTime(), at: now });
    const work = name === "sweep" ? doSweep(deps, log, pass) : doJob(deps, log, name);
    const done = Promise.resolve(work)
      .then(() => undefined)
      .catch((err: unknown) => log.error({ err, job: name }, "a job could not be taken"))
      .finally(() => running.delete(name));
    running.set(name, done);
  };
  const look = async () => {
    const calendar = await readCalendar(deps);
    for (const name of NAMES) {
      const slot = lastSlot(name, deps.now(), calendar);
      if (slot && !running.has(name)) turn(name, slot);
    }
  };
  const lookSafely = () =>
    void look().catch((err: unknown) => log.warn({ err }, "the jobs could not be looked at"));
  const timer = setInterval(lookSafely, LOOK_EVERY_MS);
  lookSafely();
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.allSettled(running.values());
    },
  };
}

const NAMES: readonly JobName[] = ["sweep", "close", "reconcile", "verify"];
