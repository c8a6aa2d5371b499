import { z } from "zod";
import { findPayoutRecords, type PayoutRecord } from "@/db/queries/reconciliation";
import type { PayoutReversal } from "@/db/queries/reversals";
import { finishReversal } from "@/db/writes/reversals";
import type { ReversalFacts, ReversalRequest } from "@/lib/stripe/ports";
import type { Deps } from "./deps";
import { settleTransfer } from "./settle-transfer";

type SettleDeps = Pick<Deps, "db" | "now" | "zone" | "transfers" | "onStep">;

const STRIPE = "stripe";
const READS_MAX = 3;

/**
 * Marks every reversal made that Stripe's list shows, and brings the payout in line. Says how many
 * were not known as made before. Throws when Stripe cannot be asked.
 */
export async function adoptReversals(
  deps: SettleDeps,
  payout: PayoutRecord,
  reversals: readonly PayoutReversal[],
): Promise<number> {
  if (payout.transferId === undefined) return 0;
  const listed = await deps.transfers.listReversals(payout.transferId);
  const found = reversals.flatMap((reversal) => {
    const facts = listed.find((facts) => isOf(facts, reversal));
    return reversal.state !== "made" && facts ? [{ reversal, facts }] : [];
  });
  if (found.length === 0) return 0;
  if (!(await mirrorTransfer(deps, payout))) throw new Error("The transfer cannot be read");
  await deps.onStep?.("resolve_reversal.mirrored");
  for (const { reversal, facts } of found) {
    const end = { state: "made", reversalId: facts.id } as const;
    await finishReversal(deps.db, reversal, end, { at: deps.now(), by: STRIPE });
  }
  return found.length;
}

/** Reads the transfer at Stripe and takes over how much of it is back. False: not to be read now. */
export async function mirrorTransfer(deps: SettleDeps, payout: PayoutRecord): Promise<boolean> {
  const { transferId, payoutId } = payout;
  if (transferId === undefined) return false;
  try {
    const transfer = await deps.transfers.fetchTransfer(transferId);
    if (!transfer) return false;
    for (let read = 1; read <= READS_MAX; read++) {
      const fresh = (await findPayoutRecords(deps.db, [payoutId])).get(payoutId);
      const settlement = await settleTransfer(deps, fresh, transfer, STRIPE);
      if (settlement.kind === "reversal_mirrored" || settlement.kind === "agrees") return true;
      // A webhook may have brought later news: what the books then say is not less than this.
      if (fresh && fresh.reversed > transfer.reversed) return true;
    }
    return false;
  } catch {
    return false;
  }
}

/** By what was written into it: the amount alone could be somebody else's reversal. */
function isOf(facts: ReversalFacts, { payoutId, no, amount }: PayoutReversal): boolean {
  return facts.metadata.reversal === `${payoutId}:${no}` && facts.amount === amount;
}

const frozen = z.object({
  transferId: z.string(),
  amount: z.string().regex(/^[1-9]\d*$/),
  metadata: z.record(z.string(), z.string()),
});

/** The frozen request as it comes back out of the database. */
export function parseReversalRequest(stored: unknown): ReversalRequest {
  return frozen.parse(stored);
}
