import { v5 } from "uuid";
import { findInstantRuns, findWaitingSales, type NamedSale } from "@/db/queries/instant-work";
import { isRefusal, withRetry } from "@/db/retry";
import { approveRunRow } from "@/db/writes/approve-run";
import { type PreparedSale, prepareInstant, SCHEDULE } from "@/db/writes/prepare-instant";
import { type EventId, type RunId, trusted } from "@/lib/domain/ids";
import type { Deps } from "./deps";

const LIMIT = 500;
/** Of our own making; it never changes, or one sale would get two ids. */
const SALES = "5a1e0000-0000-5000-8000-000000000000";

export type InstantReport = {
  readonly prepared: number;
  /** For the monthly run: not ready, on hold, in debt, or below the minimum. */
  readonly left: number;
  readonly approved: number;
  /** What PostgreSQL refused: it is tried again with the next sweep. */
  readonly failed: number;
};

type InstantOptions = {
  readonly shouldStop?: () => boolean;
  /** Told of each sale or run that PostgreSQL refused. */
  readonly onFailure?: (id: EventId | RunId, error: unknown) => void;
};

/**
 * Pays sales of developers on the instant schedule: judges and claims each that waits, and lets
 * those below the threshold be sent. What is above it waits for an admin, because the statement
 * that approves refuses whoever prepared it, and here that is the schedule.
 *
 * Recording marks a sale as waiting in its own statement; this sweep follows from that state alone,
 * so a crash between any two steps loses nothing and repeats nothing. A sale that cannot be judged
 * keeps no other waiting.
 */
export async function payInstantly(
  deps: Pick<Deps, "db" | "now" | "onStep">,
  options: InstantOptions = {},
): Promise<InstantReport> {
  const report = { prepared: 0, left: 0, approved: 0, failed: 0 };
  const unlessRefused = async <Value>(id: EventId | RunId, work: () => Promise<Value>) => {
    try {
      return await work();
    } catch (error) {
      if (!isRefusal(error)) throw error;
      report.failed += 1;
      options.onFailure?.(id, error);
      return undefined;
    }
  };
  for (const sale of await findWaitingSales(deps.db, LIMIT)) {
    if (options.shouldStop?.()) return report;
    const prepared = await unlessRefused(sale.eventId, () => prepareSale(deps, sale));
    if (prepared) report[prepared.isPaid ? "prepared" : "left"] += 1;
    await deps.onStep?.("instant.prepared");
  }
  for (const runId of await findInstantRuns(deps.db, LIMIT)) {
    if (options.shouldStop?.()) return report;
    const decision = { runId, at: deps.now(), by: SCHEDULE };
    const approve = () => withRetry(() => approveRunRow(deps.db, decision));
    if (await unlessRefused(runId, approve)) report.approved += 1;
    await deps.onStep?.("instant.approved");
  }
  return report;
}

/** Absent when it is judged already. */
export async function prepareSale(
  deps: Pick<Deps, "db" | "now">,
  sale: NamedSale,
): Promise<PreparedSale | undefined> {
  const preparation = { ...sale, runId: runIdOf(sale), at: deps.now() };
  return withRetry(() => prepareInstant(deps.db, preparation));
}

/**
 * Follows from the sale as its source named it. Should the books be restored from a backup and the
 * sale recorded again, its payout has the id that Stripe knows, and is found there.
 */
function runIdOf({ developerId, source, externalId }: NamedSale): RunId {
  return trusted.runId(v5(JSON.stringify([developerId, source, externalId]), SALES));
}
