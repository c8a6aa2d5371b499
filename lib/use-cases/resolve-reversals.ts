import { findPayoutRecords } from "@/db/queries/reconciliation";
import { findReversalsDue, type PayoutReversal } from "@/db/queries/reversals";
import { finishReversal, leaseReversal, postponeReversal } from "@/db/writes/reversals";
import { ABSENT_MS, LEASE_MS, later, nextLookUp } from "./attempt-timing";
import type { Deps } from "./deps";
import { adoptReversals } from "./settle-reversal";

export type ResolveReversalsReport = {
  readonly made: number;
  readonly refused: number;
  /** Still unknown; looked at again later. */
  readonly open: number;
};

type ResolveDeps = Pick<Deps, "db" | "now" | "zone" | "transfers" | "onStep">;

const LIMIT = 100;
const WORKER = "worker";

/**
 * Finds out what became of reversals that Stripe gave no usable answer to, by the transfer's own
 * list. Never asks for one again: one that has not shown for an hour was not made, and an admin
 * may ask anew.
 */
export async function resolveReversals(
  deps: ResolveDeps,
  options: { readonly limit?: number; readonly shouldStop?: () => boolean } = {},
): Promise<ResolveReversalsReport> {
  const report = { made: 0, refused: 0, open: 0 };
  const limit = options.limit ?? LIMIT;
  for (const reversal of await findReversalsDue(deps.db, { now: deps.now(), limit })) {
    if (options.shouldStop?.()) break;
    const at = deps.now();
    const isOurs = await leaseReversal(deps.db, reversal, { at, until: later(at, LEASE_MS) });
    if (!isOurs) continue;
    await deps.onStep?.("resolve_reversal.leased");
    report[await resolve(deps, reversal)] += 1;
    await deps.onStep?.("resolve_reversal.resolved");
  }
  return report;
}

async function resolve(
  deps: ResolveDeps,
  reversal: PayoutReversal,
): Promise<keyof ResolveReversalsReport> {
  const { payoutId, requestedAt } = reversal;
  const payout = (await findPayoutRecords(deps.db, [payoutId])).get(payoutId);
  const found = payout && (await adoptReversals(deps, payout, [reversal]).catch(() => undefined));
  if (found === 1) return "made";
  const at = deps.now();
  const decision = { at, by: WORKER };
  // Stripe may complete a request after it answered with an error, so its absence has to last.
  if (found === 0 && at.getTime() - requestedAt.getTime() >= ABSENT_MS) {
    const detail = "Stripe’s list does not have it";
    const end = { state: "refused", code: "not_found_at_stripe", detail } as const;
    await finishReversal(deps.db, reversal, end, decision);
    return "refused";
  }
  const detail = found === 0 ? "not at Stripe yet" : "Stripe could not be asked";
  const checkAt = nextLookUp(requestedAt, at);
  // Only the first look-up is news; each further one would be an entry of the log for nothing.
  if (reversal.state === "unknown") await postponeReversal(deps.db, reversal, checkAt);
  else await finishReversal(deps.db, reversal, { state: "unknown", detail, checkAt }, decision);
  return "open";
}
