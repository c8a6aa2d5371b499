import { countOpenChargeProblems } from "@/db/queries/charge-problems";
import { findRecordedEvents, hasEventsOf } from "@/db/queries/recorded-events";
import {
  type ChargeFacts,
  type DisputeFacts,
  isRefunded,
  isWon,
  pluginTagOf,
  type RefundFacts,
  wonIdOf,
} from "@/lib/domain/charge";
import { STRIPE_SOURCE } from "@/lib/domain/source";
import { GatewayError, type WithChargeTags } from "@/lib/stripe/ports";
import { inBatches } from "./in-batches";
import { type ChargeDeps, recordCharge } from "./record-charge";

export type ChargeReconciliation = {
  /** Payments at Stripe that name a plugin. */
  readonly read: number;
  /** Of which something was missing in the books, and is recorded now. */
  readonly madeUpFor: number;
  /** What needs a person, from now and from before. */
  readonly open: number;
  /** Stripe's code, when the payments could not be read to the end. */
  readonly trouble?: string;
  /**
   * Payments that the books may need were not read. A key that may not read any is no trouble where
   * none was ever recorded.
   */
  readonly isIncomplete: boolean;
};

const BATCH_SIZE = 100;
const DAY_MS = 24 * 60 * 60 * 1_000;
const RECENT_DAYS = 35;
/** A dispute may be decided months after it was opened, and Stripe lists it by its opening. */
const DISPUTE_DAYS = 200;

/**
 * Makes up for webhooks that never came: recent charges that name a plugin, and what was taken
 * back of charges lately, are compared with the books, and what is missing is recorded.
 *
 * Lists are read a page at a time; only a charge with something missing costs further requests.
 */
export async function reconcileCharges(
  deps: ChargeDeps,
  since: Date | undefined,
): Promise<ChargeReconciliation> {
  const report = { read: 0, madeUpFor: 0 };
  const trouble = await unlessTrouble(() => compare(deps, since, report));
  const open = await countOpenChargeProblems(deps.db);
  if (trouble === undefined) return { ...report, open, isIncomplete: false };
  const isIncomplete =
    trouble !== "permission_denied" || (await hasEventsOf(deps.db, STRIPE_SOURCE));
  return { ...report, open, trouble, isIncomplete };
}

/** A key that may not read payments, or trouble at Stripe, must not cost the rest of a comparison. */
async function unlessTrouble(work: () => Promise<void>): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof GatewayError) return error.code;
    throw error;
  }
}

async function compare(
  deps: ChargeDeps,
  since: Date | undefined,
  report: { read: number; madeUpFor: number },
): Promise<void> {
  const from = since ?? new Date(deps.now().getTime() - RECENT_DAYS * DAY_MS);
  const disputesFrom = new Date(
    Math.min(from.getTime(), deps.now().getTime() - DISPUTE_DAYS * DAY_MS),
  );
  const recordMissing = async (chargeIds: Iterable<string>) => {
    for (const chargeId of new Set(chargeIds)) {
      const outcome = await recordCharge(deps, chargeId);
      if (outcome.kind === "recorded" && outcome.isNew) report.madeUpFor += 1;
    }
  };
  for await (const batch of inBatches(deps.charges.listCharges(from), BATCH_SIZE)) {
    const sales = batch.filter((charge) => charge.isPaid && pluginTagOf(charge) !== undefined);
    report.read += sales.length;
    await recordMissing(await missingSales(deps, sales));
  }
  for await (const batch of inBatches(deps.charges.listRefunds(from), BATCH_SIZE)) {
    await recordMissing(await missingRefunds(deps, batch));
  }
  for await (const batch of inBatches(deps.charges.listDisputes(disputesFrom), BATCH_SIZE)) {
    await recordMissing(await missingDisputes(deps, batch));
  }
}

async function missingSales(
  { db }: ChargeDeps,
  sales: readonly ChargeFacts[],
): Promise<readonly string[]> {
  const ids = sales.map(({ id }) => id);
  const recorded = await findRecordedEvents(db, STRIPE_SOURCE, ids);
  return ids.filter((id) => !recorded.has(id));
}

/** Also a refund that is recorded and has failed since: somebody has to put that right. */
async function missingRefunds(
  { db }: ChargeDeps,
  refunds: readonly WithChargeTags<RefundFacts>[],
): Promise<readonly string[]> {
  const ids = refunds.flatMap(({ id, chargeId }) => (chargeId ? [id, chargeId] : []));
  const recorded = await findRecordedEvents(db, STRIPE_SOURCE, ids);
  return refunds.flatMap((refund) => {
    const { id, chargeId } = refund;
    const isOdd = isRefunded(refund) !== recorded.has(id);
    return chargeId && isOdd && isOurs({ ...refund, chargeId }, recorded) ? [chargeId] : [];
  });
}

async function missingDisputes(
  { db }: ChargeDeps,
  disputes: readonly WithChargeTags<DisputeFacts>[],
): Promise<readonly string[]> {
  const ids = disputes.flatMap(({ id, chargeId }) => [id, wonIdOf(id), chargeId]);
  const recorded = await findRecordedEvents(db, STRIPE_SOURCE, ids);
  return disputes.flatMap((dispute) => {
    const { id, chargeId, isWithdrawn } = dispute;
    const isMissing =
      isWithdrawn && (!recorded.has(id) || (isWon(dispute) && !recorded.has(wonIdOf(id))));
    return isMissing && isOurs(dispute, recorded) ? [chargeId] : [];
  });
}

/** Its charge is in the books, or names a plugin. */
function isOurs(
  { chargeId, metadata }: { readonly chargeId: string } & WithChargeTags<object>,
  recorded: ReadonlyMap<string, unknown>,
): boolean {
  return recorded.has(chargeId) || (!!metadata && pluginTagOf({ metadata }) !== undefined);
}
