import { GatewayError } from "@/lib/stripe/ports";
import type { Chance } from "./chance";
import { SimulatedCrash } from "./mortal";
import { startProcess } from "./process";
import type { Simulation, Step } from "./simulation";

/** Longer than anything takes on a busy machine: what is not back by then never will be. */
const DEADLINE_MS = 20_000;

/**
 * Lets one step happen in a process of its own. What may go wrong (a crash, a lost connection,
 * trouble with Stripe) ends the process; anything else is a mistake of Remit.
 */
export async function runStep(simulation: Simulation, step: Step, chance: Chance): Promise<void> {
  const process = startProcess(simulation, step, chance);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<"hung">((resolve) => {
    timer = setTimeout(() => resolve("hung"), DEADLINE_MS);
  });
  const ended = step.run(process).catch((error: unknown) => {
    if (!isExpected(error)) simulation.accuse(`${step.name} failed: ${wordsOf(error)}`);
  });
  if ((await Promise.race([ended.then(process.end), deadline])) === "hung") {
    // A supervisor would kill it. Its connection may still hold a lock, so the lane is not used on.
    simulation.lane.books.spoil();
    simulation.hit("statement_hung");
  }
  clearTimeout(timer);
}

/** Connections that were cut, by postgres.js's codes and PostgreSQL's, and Stripe being away. */
const CUT = new Set([
  ...["CONNECTION_CLOSED", "CONNECTION_ENDED", "CONNECTION_DESTROYED", "ECONNRESET", "EPIPE"],
  ...["CONNECT_TIMEOUT", "CONNECTION_DEADLINE", "ECONNREFUSED"],
  ...["57P01", "57P02", "57P03", "40001", "40P01"],
]);

export function isExpected(error: unknown): boolean {
  if (error instanceof SimulatedCrash || error instanceof GatewayError) return true;
  if (typeof error !== "object" || error === null) return false;
  const { code, type } = error as { readonly code?: unknown; readonly type?: unknown };
  if (typeof type === "string" && type.startsWith("Stripe")) return true;
  if (typeof code === "string" && CUT.has(code)) return true;
  return "cause" in error && isExpected(error.cause);
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
