import { environment } from "@/lib/config/environment";
import { runWorker } from "@/lib/jobs/run-worker";
import { createLog } from "@/lib/logging/log";
import { createDeps } from "@/lib/use-cases/world";
import { dieAt } from "./die-at";

/**
 * A worker that ends like one whose machine lost power, when it reaches the step it is told:
 * `tsx scripts/faults/dying-worker.ts send.answered`.
 */
async function main(): Promise<void> {
  const { DATABASE_URL: databaseUrl = "" } = environment();
  const deps = { ...createDeps(), onStep: dieAt(process.argv[2]) };
  await runWorker(deps, { log: createLog("worker"), databaseUrl });
}

await main();
