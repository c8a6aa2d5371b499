import type { DeveloperId, EventId, PluginId } from "./ids";
import { AMOUNT_MAX_MINOR, type Money } from "./money";
import { type Author, type PostedPart, partsOfCorrection, partsOfSale } from "./parts";
import {
  type AccountingZone,
  type Day,
  dayOf,
  firstDay,
  nextPeriod,
  type Period,
  periodOfDay,
} from "./period";
import { fail, ok, type Result } from "./result";
import { type BasisPoints, type Split, splitCorrection, splitRevenue } from "./share";

export const EVENT_KINDS = [
  "install",
  "renewal",
  "refund",
  "dispute",
  "dispute_won",
  "adjustment",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const CORRECTION_KINDS = ["refund", "dispute", "dispute_won"] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

/** What a source says happened. The amount is never negative: the kind says which way it goes. */
export type EventReport = {
  readonly source: string;
  readonly externalId: string;
  readonly kind: EventKind;
  readonly pluginId: PluginId;
  readonly amount: Money;
  readonly occurredAt: Date;
  readonly buyerRef?: string | undefined;
  readonly correctsId?: string | undefined;
};

/**
 * An event as it is kept: split, dated and signed. When several developers share the plugin, the
 * event is the owner's with amount and split of the whole, and `parts` says what each has of it.
 */
export type PostedEvent = {
  readonly source: string;
  readonly externalId: string;
  readonly developerId: DeveloperId;
  readonly pluginId: PluginId;
  readonly kind: EventKind;
  readonly amount: Money;
  readonly split: Split;
  readonly share: BasisPoints;
  readonly occurredAt: Date;
  readonly postedOn: Day;
  readonly buyerRef?: string | undefined;
  readonly corrects?: { readonly id: EventId; readonly number: number } | undefined;
  readonly parts?: readonly PostedPart[] | undefined;
};

/** A sale, and how much of it has been given back so far. Amounts in minor units, ≥ 0. */
export type Sale = {
  readonly id: EventId;
  readonly developerId: DeveloperId;
  readonly pluginId: PluginId;
  readonly kind: EventKind;
  readonly amount: Money;
  readonly share: BasisPoints;
  readonly occurredAt: Date;
  readonly returned: bigint;
  readonly disputed: bigint;
  readonly corrections: number;
  /** What each developer was given of it, when it was shared. */
  readonly parts?: readonly PostedPart[] | undefined;
};

export type EventRejection =
  | { readonly kind: "bad_amount"; readonly reason: string }
  | { readonly kind: "bad_date"; readonly reason: string }
  | { readonly kind: "unknown_original"; readonly correctsId: string }
  | { readonly kind: "missing_original" }
  | { readonly kind: "original_mismatch"; readonly reason: string }
  | { readonly kind: "refund_too_large"; readonly left: bigint };

/** The calendar that decides which month an event counts in. */
export type PostingCalendar = {
  readonly zone: AccountingZone;
  readonly closedThrough: Period | undefined;
};

/**
 * The accounting day of an instant: its own day, or the first day of the first open period when
 * its own period is closed. A closed period is never restated.
 */
export function postingDay(occurredAt: Date, { zone, closedThrough }: PostingCalendar): Day {
  const day = dayOf(occurredAt, zone);
  if (closedThrough === undefined || periodOfDay(day) > closedThrough) return day;
  return firstDay(nextPeriod(closedThrough));
}

/** Posts a sale, or a refund whose source cannot name its sale; both are split at the rate given. */
export function postSale(
  report: EventReport,
  owner: {
    readonly developerId: DeveloperId;
    readonly share: BasisPoints;
    readonly authors?: readonly Author[] | undefined;
  },
  calendar: PostingCalendar,
): Result<PostedEvent, EventRejection> {
  const problem = amountProblem(report);
  if (problem) return fail({ kind: "bad_amount", reason: problem });
  const minor = report.kind === "refund" ? -report.amount.minor : report.amount.minor;
  const split = splitRevenue(minor, owner.share);
  return ok({
    ...factsOf(report),
    developerId: owner.developerId,
    amount: { minor, currency: report.amount.currency },
    split,
    share: owner.share,
    postedOn: postingDay(report.occurredAt, calendar),
    parts: owner.authors && partsOfSale(split, owner.authors),
  });
}

/** Posts a refund, a dispute or a won dispute of a known sale, at its own rate, owner and parts. */
export function postCorrection(
  report: EventReport,
  sale: Sale,
  calendar: PostingCalendar,
): Result<PostedEvent, EventRejection> {
  const problem = amountProblem(report);
  if (problem) return fail({ kind: "bad_amount", reason: problem });
  const mismatch = mismatchProblem(report, sale);
  if (mismatch) return fail({ kind: "original_mismatch", reason: mismatch });

  const givesBack = report.kind !== "dispute_won";
  const left = leftToCorrect(report.kind, sale);
  if (report.amount.minor > left) return fail({ kind: "refund_too_large", left });

  const minor = givesBack ? -report.amount.minor : report.amount.minor;
  const [before, after] = [sale.returned, sale.returned - minor];
  return ok({
    ...factsOf(report),
    developerId: sale.developerId,
    amount: { minor, currency: sale.amount.currency },
    split: splitCorrection(before, after, sale.share),
    share: sale.share,
    postedOn: postingDay(report.occurredAt, calendar),
    corrects: { id: sale.id, number: sale.corrections + 1 },
    parts:
      sale.parts &&
      partsOfCorrection(
        splitRevenue(before, sale.share),
        splitRevenue(after, sale.share),
        sale.parts,
      ),
  });
}

/** How much a further correction can take back of a sale, or a won dispute return to it. */
export function leftToCorrect(
  kind: EventKind,
  sale: Pick<Sale, "amount" | "returned" | "disputed">,
): bigint {
  return kind === "dispute_won" ? sale.disputed : sale.amount.minor - sale.returned;
}

/** The sale as it stands after one more correction, for several corrections in one batch. */
export function withCorrection(sale: Sale, correction: PostedEvent): Sale {
  const { minor } = correction.amount;
  const disputes = correction.kind === "dispute" || correction.kind === "dispute_won";
  return {
    ...sale,
    returned: sale.returned - minor,
    disputed: disputes ? sale.disputed - minor : sale.disputed,
    corrections: sale.corrections + 1,
  };
}

export function isSale(kind: EventKind): boolean {
  return kind === "install" || kind === "renewal";
}

export function isCorrection(kind: EventKind): kind is CorrectionKind {
  return CORRECTION_KINDS.some((known) => known === kind);
}

function factsOf(report: EventReport) {
  const { source, externalId, pluginId, kind, occurredAt, buyerRef } = report;
  return { source, externalId, pluginId, kind, occurredAt, buyerRef };
}

function amountProblem({ kind, amount }: EventReport): string | undefined {
  if (amount.minor < 0n) return "must not be negative";
  if (amount.minor > AMOUNT_MAX_MINOR) return `must be at most ${AMOUNT_MAX_MINOR}`;
  if (amount.minor === 0n && kind !== "install") return `must be above zero for a ${kind}`;
  return undefined;
}

function mismatchProblem(report: EventReport, sale: Sale): string | undefined {
  if (!isSale(sale.kind)) return "it is not a sale";
  if (sale.pluginId !== report.pluginId) return `it belongs to plugin ${sale.pluginId}`;
  if (sale.amount.currency !== report.amount.currency) return `it is in ${sale.amount.currency}`;
  if (report.occurredAt < sale.occurredAt) return "it happened later than its correction";
  return undefined;
}
