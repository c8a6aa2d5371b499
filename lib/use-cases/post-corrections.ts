import type { Database } from "@/db/client";
import { findClosedThrough } from "@/db/queries/posting-facts";
import {
  findRecordedEvents,
  findSales,
  findSalesById,
  type RecordedEvent,
} from "@/db/queries/recorded-events";
import { type PostedEvent, postCorrection, type Sale, withCorrection } from "@/lib/domain/event";
import type { AccountingZone, Period } from "@/lib/domain/period";
import { fail, type Result } from "@/lib/domain/result";
import type { EventRefusal } from "./reject-event";
import type { Decision, ReportedEvent } from "./write-decisions";

export type CorrectionFacts = {
  readonly closedThrough: Period | undefined;
  readonly recorded: ReadonlyMap<string, RecordedEvent>;
  readonly sales: ReadonlyMap<string, Sale>;
};

/** `byId`: the reports name their sales by our own ids, instead of by those of their source. */
export async function readCorrectionFacts(
  db: Pick<Database, "sql">,
  { source, byId }: { readonly source: string; readonly byId: boolean },
  reported: readonly ReportedEvent[],
): Promise<CorrectionFacts> {
  const externalIds = reported.map(({ report }) => report.externalId);
  const originals = [...new Set(reported.flatMap(({ report }) => report.correctsId ?? []))];
  const [sales, closedThrough] = await Promise.all([
    byId ? findSalesById(db, originals) : findSales(db, source, originals),
    findClosedThrough(db),
  ]);
  // Read after the sums, never before: a correction that lands in between is then recognised as
  // recorded, or takes the number that this batch wanted and sends it round again. The other way
  // about, a replay would find its own amount already gone and be refused.
  const recorded = await findRecordedEvents(db, source, externalIds);
  return { closedThrough, recorded, sales };
}

/**
 * Decides on corrections, one after the other: each counts those before it, in this batch too.
 *
 * A correction that was recorded before is recognised first, or it would be counted twice.
 */
export function decideCorrections(
  reported: readonly ReportedEvent[],
  facts: CorrectionFacts,
  zone: AccountingZone,
): readonly Decision[] {
  const calendar = { zone, closedThrough: facts.closedThrough };
  const sales = new Map(facts.sales);
  const inBatch = new Map<string, Result<PostedEvent, EventRefusal>>();
  return reported.map((item) => {
    const { report } = item;
    const recorded = facts.recorded.get(report.externalId);
    if (recorded) return { reported: item, recorded };
    const first = inBatch.get(report.externalId);
    if (first) return { reported: item, posted: first };
    const correctsId = report.correctsId ?? "";
    const sale = sales.get(correctsId);
    if (!sale) return { reported: item, posted: fail({ kind: "unknown_original", correctsId }) };
    const posted = postCorrection(report, sale, calendar);
    if (posted.ok) {
      sales.set(correctsId, withCorrection(sale, posted.value));
      inBatch.set(report.externalId, posted);
    }
    return { reported: item, posted };
  });
}
