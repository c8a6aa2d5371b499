import { dayStart } from "./day-start";
import type { Sale } from "./event";
import type { Money } from "./money";
import { type AccountingZone, type Day, dayOf } from "./period";

/** Why a refund or a dispute that a person typed in was not recorded. */
export type CorrectionProblem =
  | { readonly kind: "unknown_sale" }
  | { readonly kind: "before_sale"; readonly soldOn: Day }
  | { readonly kind: "in_future" }
  | { readonly kind: "not_in_currency"; readonly currency: string }
  | { readonly kind: "nothing" }
  | { readonly kind: "too_much"; readonly left: Money }
  /** The form's id was used for another correction. */
  | { readonly kind: "conflict" };

/**
 * The moment of a correction of which a person knows the day: the day's beginning, or the moment of
 * the sale on the day of the sale. The same day is always the same moment, so that a second click
 * is the same event; and no correction comes before its sale.
 */
export function correctionMoment(day: Day, sale: Pick<Sale, "occurredAt">, zone: AccountingZone) {
  return day === dayOf(sale.occurredAt, zone) ? sale.occurredAt : dayStart(day, zone);
}
