import { findConfirmedTransfer } from "@/db/queries/known-transfers";
import { GatewayError } from "@/lib/stripe/ports";
import type { Deps } from "./deps";

type AskDeps = Pick<Deps, "db" | "transfers">;

/**
 * Insists that Stripe's answers are about the account that these books paid from, told by a
 * transfer of theirs: transfers are never deleted. With the key of another account or mode every
 * look-up finds nothing, which proves nothing. Without a transfer to tell it by, it is taken to be.
 *
 * @throws GatewayError `other_account`, or what kept Stripe from answering.
 */
export async function insistOnOurAccount({ db, transfers }: AskDeps): Promise<void> {
  const known = await findConfirmedTransfer(db);
  if (known && !(await transfers.fetchTransfer(known.transferId))) {
    throw otherAccount(known.transferId);
  }
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

export function otherAccount(transferId: string, cause?: GatewayError): GatewayError {
  const message =
    `Stripe does not know ${transferId}, which these books had it make. STRIPE_SECRET_KEY seems ` +
    "to be the key of another account or mode; nothing is sent until it is the right one";
  return new GatewayError("refused", "other_account", message, { cause });
}
