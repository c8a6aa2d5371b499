import { environment } from "@/lib/config/environment";
import { runWorker } from "@/lib/jobs/run-worker";
import { createLog } from "@/lib/logging/log";
import { createDeps } from "@/lib/use-cases/world";

/**
 * A worker that ends like one whose machine lost power, when it reaches the step it is told:
 * `tsx scripts/faults/dying-worker.ts send.answered`.
 */
async function main(): Promise<void> {
  const [, , dieAt] = process.argv;
  const { DATABASE_URL: databaseUrl = "" } = environment();
  const onStep = (step: string) => {
    if (step === dieAt) process.kill(process.pid, "SIGKILL");
  };
  await runWorker(createDeps(), { log: createLog("worker"), databaseUrl, onStep });
}

await main();
