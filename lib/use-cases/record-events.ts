import { knownPostingFacts, readPostingFacts } from "@/db/queries/known-posting-facts";
import type { PostingFacts } from "@/db/queries/posting-facts";
import { withRetry } from "@/db/retry";
import { forgetPeriods } from "@/db/writes/ensure-periods";
import { RECORD_RACES } from "@/db/writes/record-events";
import { type EventReport, isCorrection } from "@/lib/domain/event";
import type { PluginId } from "@/lib/domain/ids";
import { zoneWords } from "@/lib/domain/words/zone-words";
import type { Deps } from "./deps";
import { hashReport } from "./hash-report";
import { decideCorrections, readCorrectionFacts } from "./post-corrections";
import { decideSales } from "./post-sales";
import { describeRefusal, type EventProblem, type EventRefusal } from "./reject-event";
import {
  type BatchTerms,
  type Decision,
  type ReportedEvent,
  writeDecisions,
} from "./write-decisions";

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
  /** `correctsId` is our own id of the sale, whatever source it came from. */
  readonly correctsById?: boolean;
  /** Who typed the one event in by hand, for the audit log. */
  readonly author?: string;
};

/** An event may lie a little in the future: clocks differ. */
const AHEAD_MS_MAX = 10 * 60_000;
const EARLIEST = new Date("2000-01-01T00:00:00Z");
/** One each time that facts change, or a month is closed, under a batch. */
const ROUNDS_MAX = 6;

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
  const batch = { source, author: options.author };
  await recordWave(deps, batch, results, sales, (pending, isFirst) =>
    isFirst ? decideFromMemory(deps, pending) : decideAfresh(deps, pending),
  );
  const originals = { source, byId: options.correctsById ?? false };
  await recordWave(deps, batch, results, corrections, async (pending) => {
    const facts = await readCorrectionFacts(deps.db, originals, pending);
    return { decisions: decideCorrections(pending, facts, deps.zone) };
  });
  return reports.map((report, index) => {
    const result = results.get(index);
    if (!result) throw new Error(`Event ${report.externalId} was left without an answer`);
    return result;
  });
}

/** What a batch's events come to, and the version of the facts if the writing has to check it. */
type Decided = { readonly decisions: readonly Decision[]; readonly basis?: string };

/**
 * Sparing the round trip: the statement that writes checks that nothing has changed. A refusal is
 * followed by no statement, so it is decided again on what is read now.
 */
async function decideFromMemory(
  deps: RecordingDeps,
  pending: readonly ReportedEvent[],
): Promise<Decided> {
  const facts = await knownPostingFacts(deps.db, pluginsOf(pending));
  assertZoneOf(facts, deps);
  const decisions = decideSales(pending, facts, deps.zone);
  const isRefusing = decisions.some((decision) => "posted" in decision && !decision.posted.ok);
  return isRefusing ? decideAfresh(deps, pending) : { decisions, basis: facts.version };
}

async function decideAfresh(
  deps: RecordingDeps,
  pending: readonly ReportedEvent[],
): Promise<Decided> {
  const facts = await readPostingFacts(deps.db, pluginsOf(pending));
  assertZoneOf(facts, deps);
  return { decisions: decideSales(pending, facts, deps.zone), basis: facts.version };
}

/** Books without events may be kept in another zone since this process started. */
function assertZoneOf({ zone: kept }: PostingFacts, { zone }: RecordingDeps): void {
  if (kept === undefined || kept === zone) return;
  throw new Error(zoneWords({ kind: "other_zone", kept, zone, isSaid: true }));
}

function pluginsOf(pending: readonly ReportedEvent[]): readonly PluginId[] {
  return [...new Set(pending.map(({ report }) => report.pluginId))];
}

/**
 * Decides and writes until every event has its answer. What was read is read again after a lost
 * race, and after a month was closed or something else that it rested on changed in between.
 */
async function recordWave(
  deps: RecordingDeps,
  batch: BatchTerms,
  results: Map<number, EventResult>,
  wave: readonly ReportedEvent[],
  decide: (pending: readonly ReportedEvent[], isFirst: boolean) => Promise<Decided>,
): Promise<void> {
  let pending = wave;
  let tries = 0;
  for (let round = 0; pending.length > 0; round++) {
    if (round > ROUNDS_MAX) throw new Error("Months are being closed faster than recorded");
    const current = pending;
    const answers = await withRetry(async () => {
      tries += 1;
      const { decisions, basis } = await decide(current, tries === 1);
      // Facts that change without end must not keep a sale out: then those of just now will do.
      const checked = { ...batch, basis: round < ROUNDS_MAX ? basis : undefined };
      return writeDecisions(deps, checked, decisions);
    }, RECORD_RACES);
    if (answers.some(({ answer }) => answer.kind === "outdated")) forgetPeriods(deps.db);
    for (const { reported, answer } of answers) {
      if (answer.kind !== "outdated") results.set(reported.index, resultOf(reported, answer));
    }
    pending = pending.filter(({ index }) => !results.has(index));
  }
}

type Answer = Exclude<
  Awaited<ReturnType<typeof writeDecisions>>[number]["answer"],
  { readonly kind: "outdated" }
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
