import { findConfirmedTransfer } from "@/db/queries/known-transfers";
import { GatewayError, type TransferFacts } from "@/lib/stripe/ports";
import type { Deps } from "./deps";

type AskDeps = Pick<Deps, "db" | "transfers">;

/**
 * Insists that Stripe's answers are about the account that these books paid from, told by a
 * transfer of theirs: transfers are never deleted. With the key of another account or mode every
 * look-up finds nothing, which proves nothing. Without a transfer to tell it by, it is taken to be.
 *
 * @throws GatewayError `other_account`, or what kept Stripe from answering.
 */
export async function insistOnOurAccount(deps: AskDeps): Promise<void> {
  await fetchConfirmedTransfer(deps);
}

/**
 * The transfer by which the account is told, as Stripe has it; absent while there is none.
 *
 * @throws GatewayError as `insistOnOurAccount`.
 */
export async function fetchConfirmedTransfer({
  db,
  transfers,
}: AskDeps): Promise<TransferFacts | undefined> {
  const known = await findConfirmedTransfer(db);
  if (known === undefined) return undefined;
  const transfer = await transfers.fetchTransfer(known);
  if (!transfer) throw otherAccount(known);
  return transfer;
}

/** Whether it surely is the account that these books paid from. Without an answer, no. */
export async function isOurAccount(deps: AskDeps): Promise<boolean> {
  try {
    await insistOnOurAccount(deps);
    return true;
  } catch {
    return false;
  }
}

function otherAccount(transferId: string): GatewayError {
  const message =
    `Stripe does not know ${transferId}, which these books had it make. STRIPE_SECRET_KEY seems ` +
    "to be the key of another account or mode; nothing is sent until it is the right one";
  return new GatewayError("refused", "other_account", message);
}
