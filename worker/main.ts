import { assertMigrated } from "@/db/queries/readiness";
import { environment, isSimulated } from "@/lib/config/environment";
import { runOnce, runWorker } from "@/lib/jobs/run-worker";
import { createLog } from "@/lib/logging/log";
import { insistOnZone } from "@/lib/use-cases/keep-zone";
import { closeDeps, createDeps } from "@/lib/use-cases/world";

/** Under the ten seconds that a deploy waits before it kills. */
const EXIT_WITHIN_MS = 9_000;

const log = createLog("worker");

/**
 * The worker: sends approved payouts, finds out what became of those with an unknown outcome, acts
 * on webhooks. Any number may run at once. `--once` does what is there to do and ends.
 */
async function main(): Promise<void> {
  const wrong = process.argv.slice(2).find((argument) => argument !== "--once");
  if (wrong !== undefined) throw new Error(`Unknown option ${wrong}: only --once is known`);
  const env = environment();
  const deps = createDeps({
    applicationName: "remit-worker",
    onHintError: (err) => log.warn({ err }, "a hint could not be given"),
  });
  await assertMigrated(deps.db);
  await insistOnZone(deps, env.ACCOUNTING_TIME_ZONE);
  const perSecond = env.STRIPE_REQUESTS_PER_SECOND;
  if (process.argv.includes("--once")) {
    await runOnce(deps, { log, perSecond });
    await closeDeps(deps);
    return;
  }
  const databaseUrl = env.DATABASE_URL;
  if (databaseUrl === undefined) throw new Error("Wrong configuration. DATABASE_URL is not set");
  const worker = await runWorker(deps, { log, databaseUrl, perSecond });
  log.info({ simulated: isSimulated(env) }, "ready");

  let isStopping = false;
  const stop = async (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, "stopping: payouts under way are finished, no others begun");
    // Whatever hangs longer than this is found by its lease.
    setTimeout(() => process.exit(0), EXIT_WITHIN_MS).unref();
    await worker.stop();
    await closeDeps(deps);
    log.info("stopped");
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
}

// A process in an unknown state must not move money: it ends, and what it held is found by lease.
process.on("uncaughtException", (err) => {
  log.fatal({ err }, "uncaught; the process ends");
  process.exit(1);
});
process.on("unhandledRejection", (err) => {
  log.fatal({ err }, "unhandled; the process ends");
  process.exit(1);
});

main().catch((err: unknown) => {
  log.fatal({ err }, err instanceof Error ? err.message : "the worker could not start");
  process.exit(1);
});
