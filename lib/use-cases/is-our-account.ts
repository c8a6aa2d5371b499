import { findConfirmedTransfer } from "@/db/queries/known-transfers";
import type { Deps } from "./deps";

/**
 * Whether Stripe's answers are about the account that these books paid from, told by a transfer of
 * theirs. With the key of another account or mode every look-up finds nothing, which proves
 * nothing. Without an answer, no; without a transfer to tell it by, yes.
 */
export async function isOurAccount({
  db,
  transfers,
}: Pick<Deps, "db" | "transfers">): Promise<boolean> {
  const known = await findConfirmedTransfer(db);
  if (!known) return true;
  try {
    return (await transfers.fetchTransfer(known.transferId)) !== undefined;
  } catch {
    return false;
  }
}
