import { findPostingFacts } from "@/db/queries/posting-facts";
import { withRetry } from "@/db/retry";
import { RECORD_RACES } from "@/db/writes/record-events";
import { type EventReport, isCorrection } from "@/lib/domain/event";
import type { Deps } from "./deps";
import { hashReport } from "./hash-report";
import { decideCorrections, readCorrectionFacts } from "./post-corrections";
import { decideSales } from "./post-sales";
import { describeRefusal, type EventProblem, type EventRefusal } from "./reject-event";
import { type Decision, type ReportedEvent, writeDecisions } from "./write-decisions";

export type EventResult =
  | { readonly externalId: string; readonly status: "recorded" | "duplicate"; readonly id: string }
  | {
      readonly externalId: string;
      readonly status: "rejected";
      readonly problem: EventProblem;
    };

export type RecordingDeps = Pick<Deps, "db" | "now" | "zone" | "newId">;

export type RecordingOptions = {
  /** Imports of old books may hold refunds that do not name their sale. */
  readonly allowsUnlinkedRefunds?: boolean;
};

/** An event may lie a little in the future: clocks differ. */
const AHEAD_MS_MAX = 10 * 60_000;
const EARLIEST = new Date("2000-01-01T00:00:00Z");
/** Each time a month is closed under a batch, its events move on to the next one. */
const CLOSINGS_MAX = 5;

/**
 * Records what one source reports, and answers for each event in the order given.
 *
 * Sales go first and corrections second, so that a batch may hold a sale together with its refund.
 * A report that cannot be recorded is rejected alone. Repeating a batch is safe at any time.
 */
export async function recordEvents(
  deps: RecordingDeps,
  source: string,
  reports: readonly Omit<EventReport, "source">[],
  options: RecordingOptions = {},
): Promise<readonly EventResult[]> {
  const results = new Map<number, EventResult>();
  const sales: ReportedEvent[] = [];
  const corrections: ReportedEvent[] = [];
  const now = deps.now();
  for (const [index, sent] of reports.entries()) {
    const report = { ...sent, source };
    const refusal = refusalOf(report, now, options);
    const wave = report.correctsId === undefined ? sales : corrections;
    if (refusal) results.set(index, rejected(report, refusal));
    else wave.push({ index, report, requestHash: hashReport(report) });
  }
  await recordWave(deps, source, results, sales, async (pending) => {
    const facts = await findPostingFacts(deps.db, [
      ...new Set(pending.map(({ report }) => report.pluginId)),
    ]);
    return decideSales(pending, facts, deps.zone);
  });
  await recordWave(deps, source, results, corrections, async (pending) => {
    const facts = await readCorrectionFacts(deps.db, source, pending);
    return decideCorrections(pending, facts, deps.zone);
  });
  return reports.map((report, index) => {
    const result = results.get(index);
    if (!result) throw new Error(`Event ${report.externalId} was left without an answer`);
    return result;
  });
}

/**
 * Decides and writes until every event has its answer. What was read is read again after a lost
 * race and after a month was closed in between.
 */
async function recordWave(
  deps: RecordingDeps,
  source: string,
  results: Map<number, EventResult>,
  wave: readonly ReportedEvent[],
  decide: (pending: readonly ReportedEvent[]) => Promise<readonly Decision[]>,
): Promise<void> {
  let pending = wave;
  for (let closings = 0; pending.length > 0; closings++) {
    if (closings > CLOSINGS_MAX) throw new Error("Months are being closed faster than recorded");
    const current = pending;
    const answers = await withRetry(
      async () => writeDecisions(deps, source, await decide(current)),
      RECORD_RACES,
    );
    for (const { reported, answer } of answers) {
      if (answer.kind !== "period_closed") results.set(reported.index, resultOf(reported, answer));
    }
    pending = pending.filter(({ index }) => !results.has(index));
  }
}

type Answer = Exclude<
  Awaited<ReturnType<typeof writeDecisions>>[number]["answer"],
  { readonly kind: "period_closed" }
>;

function resultOf({ report }: ReportedEvent, answer: Answer): EventResult {
  if (answer.kind === "refused") return rejected(report, answer.refusal);
  const status = answer.kind === "recorded" ? "recorded" : "duplicate";
  return { externalId: report.externalId, status, id: answer.id };
}

function refusalOf(
  report: EventReport,
  now: Date,
  { allowsUnlinkedRefunds = false }: RecordingOptions,
): EventRefusal | undefined {
  if (report.occurredAt < EARLIEST) return { kind: "bad_date", reason: "lies before 2000" };
  if (report.occurredAt.getTime() > now.getTime() + AHEAD_MS_MAX) {
    return { kind: "bad_date", reason: "lies in the future" };
  }
  if (report.correctsId !== undefined) {
    if (isCorrection(report.kind)) return undefined;
    return { kind: "original_mismatch", reason: `${article(report.kind)} corrects nothing` };
  }
  if (report.kind === "refund" && allowsUnlinkedRefunds) return undefined;
  return isCorrection(report.kind) ? { kind: "missing_original" } : undefined;
}

function article(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

function rejected({ externalId }: EventReport, refusal: EventRefusal): EventResult {
  return { externalId, status: "rejected", problem: describeRefusal(refusal) };
}
