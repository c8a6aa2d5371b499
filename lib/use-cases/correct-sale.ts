import { findSalesById } from "@/db/queries/recorded-events";
import type { AdminActor } from "@/lib/auth/actor";
import { type CorrectionProblem, correctionMoment } from "@/lib/domain/correction";
import { type CorrectionKind, isSale, leftToCorrect, type Sale } from "@/lib/domain/event";
import { type EventId, trusted } from "@/lib/domain/ids";
import type { Money } from "@/lib/domain/money";
import { type Day, dayOf } from "@/lib/domain/period";
import { fail, ok, type Result } from "@/lib/domain/result";
import { recordByHand } from "./record-by-hand";
import type { RecordingDeps } from "./record-events";
import type { EventProblem } from "./reject-event";

export type CorrectionWish = {
  /** Made with the form, so that a second click is a duplicate. */
  readonly externalId: string;
  readonly saleId: EventId;
  readonly kind: CorrectionKind;
  readonly amount: Money;
  /** When it happened, in the accounting zone. */
  readonly day: Day;
};

export type Corrected = { readonly status: "recorded" | "duplicate"; readonly id: string };

/**
 * Records a refund, a dispute or a won dispute of a sale that came from anywhere, as an admin types
 * it in: at the sale's own rate and parts, and never beyond what is left of it.
 */
export async function correctSale(
  deps: RecordingDeps,
  admin: AdminActor,
  wish: CorrectionWish,
): Promise<Result<Corrected, CorrectionProblem>> {
  const saleId = trusted.eventId(wish.saleId.toLowerCase());
  const sale = (await findSalesById(deps.db, [saleId])).get(saleId);
  if (!sale || !isSale(sale.kind)) return fail({ kind: "unknown_sale" });
  const problem = problemOf(deps, wish, sale);
  if (problem) return fail(problem);
  const { externalId, kind, amount, day } = wish;
  const report = {
    ...{ externalId, kind, amount, pluginId: sale.pluginId, correctsId: saleId },
    occurredAt: correctionMoment(day, sale, deps.zone),
  };
  const result = await recordByHand(deps, admin, report, { correctsById: true });
  if (result.status !== "rejected") return ok({ status: result.status, id: result.id });
  return fail(await reasonOf(deps, { ...wish, saleId }, result.problem));
}

function problemOf(
  { now, zone }: RecordingDeps,
  { amount, day }: CorrectionWish,
  sale: Sale,
): CorrectionProblem | undefined {
  const { currency } = sale.amount;
  if (amount.currency !== currency) return { kind: "not_in_currency", currency };
  if (amount.minor <= 0n) return { kind: "nothing" };
  const soldOn = dayOf(sale.occurredAt, zone);
  if (day < soldOn) return { kind: "before_sale", soldOn };
  return day > dayOf(now(), zone) && day !== soldOn ? { kind: "in_future" } : undefined;
}

/** What is left is read anew: it was another correction that left too little, most likely. */
async function reasonOf(
  { db }: RecordingDeps,
  { saleId, kind }: CorrectionWish,
  { code, message }: EventProblem,
): Promise<CorrectionProblem> {
  if (code === "conflict") return { kind: "conflict" };
  const sale = (await findSalesById(db, [saleId])).get(saleId);
  if (code !== "refund_too_large" || !sale) throw new Error(`Unexpected refusal: ${message}`);
  const { currency } = sale.amount;
  return { kind: "too_much", left: { minor: leftToCorrect(kind, sale), currency } };
}
