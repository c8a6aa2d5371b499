import type { EventReport } from "@/lib/domain/event";
import type { EventResult } from "@/lib/use-cases/record-events";

/** The namespace of the marketplace's external ids. */
export const SOURCE = "shop";

export type Report = Omit<EventReport, "source">;

/** What the marketplace sent under one external id, and every answer it got. */
export type Sent = {
  readonly externalId: string;
  /** The first is what happened; others are mistakes under the same id. */
  readonly versions: Report[];
  readonly answers: { readonly report: Report; readonly result: EventResult }[];
};

/** A payment at Stripe that names a plugin: it is refunded in parts, or disputed as a whole. */
export type Charge = {
  readonly id: string;
  readonly isDisputable: boolean;
  left: number;
  dispute: string | undefined;
};

/** A transfer that Stripe made of a canceled payout, and what had been begun for its developer by then. */
export type LateTransfer = {
  readonly transferId: string;
  readonly developer: string;
  readonly known: ReadonlySet<string>;
};

/** What the marketplace itself knows, apart from Remit: the other half of each comparison. */
export type MarketplaceModel = {
  readonly developers: string[];
  /** Whom Stripe will never know: they are skipped and stay unpaid. */
  readonly neverConnected: Set<string>;
  /** Whom somebody wanted to be paid at once, then or ever. */
  readonly mayBeInstant: Set<string>;
  /** Each minimum that there may have been, with its currency. */
  readonly minimums: Set<string>;
  readonly plugins: string[];
  readonly sent: Map<string, Sent>;
  /** Sales in the order of their making, which corrections choose from. */
  readonly sales: Report[];
  readonly disputes: Report[];
  readonly charges: Charge[];
  readonly adjustments: Map<string, { amount: bigint; isKnown: boolean }>;
  readonly late: LateTransfer[];
  /** When a backup was restored, on the virtual clock. */
  restoredAt: Date | undefined;
  /** The next number of an external id. */
  count: number;
};

export function createModel(): MarketplaceModel {
  return {
    developers: [],
    neverConnected: new Set(),
    mayBeInstant: new Set(),
    minimums: new Set(["eur 1", "usd 1"]),
    plugins: [],
    sent: new Map(),
    sales: [],
    disputes: [],
    charges: [],
    adjustments: new Map(),
    late: [],
    restoredAt: undefined,
    count: 0,
  };
}

/** Keeps a report before it is sent: what happened is known even if nobody answers. */
export function noteSent(model: MarketplaceModel, report: Report): void {
  const { externalId } = report;
  const known = model.sent.get(externalId) ?? { externalId, versions: [], answers: [] };
  if (!known.versions.includes(report)) known.versions.push(report);
  model.sent.set(externalId, known);
}

export function noteAnswers(
  model: MarketplaceModel,
  reports: readonly Report[],
  results: readonly EventResult[],
): void {
  for (const [index, report] of reports.entries()) {
    const result = results[index];
    if (result) model.sent.get(report.externalId)?.answers.push({ report, result });
  }
}

/** After a restored backup, what was answered may be forgotten, so all is sent again. */
export function forgetAnswers(model: MarketplaceModel, at: Date): void {
  model.restoredAt = at;
  for (const sent of model.sent.values()) sent.answers.length = 0;
  for (const adjustment of model.adjustments.values()) adjustment.isKnown = false;
}

/** The first version of everything that nobody ever answered for. */
export function unanswered(model: MarketplaceModel): readonly Report[] {
  return [...model.sent.values()]
    .filter(({ answers, versions }) => !answers.some(({ report }) => report === versions[0]))
    .flatMap(({ versions }) => versions[0] ?? []);
}
