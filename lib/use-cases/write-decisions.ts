import { ensurePeriods } from "@/db/writes/ensure-periods";
import type { EventToRecord } from "@/db/writes/event-rows";
import { insertEvents, type RecordOutcome } from "@/db/writes/record-events";
import type { EventReport, PostedEvent } from "@/lib/domain/event";
import { type EventId, trusted } from "@/lib/domain/ids";
import { periodOfDay } from "@/lib/domain/period";
import type { Result } from "@/lib/domain/result";
import type { Deps } from "./deps";
import type { EventRefusal } from "./reject-event";

/** A report with its place in what was sent and the hash of its content. */
export type ReportedEvent = {
  readonly index: number;
  readonly report: EventReport;
  readonly requestHash: string;
};

/** What is to become of a report. */
export type Decision = { readonly reported: ReportedEvent } & (
  | { readonly posted: Result<PostedEvent, EventRefusal> }
  | { readonly recorded: { readonly id: EventId; readonly requestHash: string } }
);

/** What became of it. */
export type Answer =
  | { readonly kind: "recorded" | "duplicate"; readonly id: EventId }
  | { readonly kind: "refused"; readonly refusal: EventRefusal }
  | { readonly kind: "outdated" };

export type Answered = { readonly reported: ReportedEvent; readonly answer: Answer };

export type BatchTerms = {
  readonly source: string;
  /** Nothing is written unless the facts still have this version. */
  readonly basis?: string | undefined;
  /** Who typed its one event in by hand, for the audit log. */
  readonly author?: string | undefined;
};

/** Writes what was decided to be kept, in one statement, and answers for every decision. */
export async function writeDecisions(
  deps: Pick<Deps, "db" | "now" | "newId">,
  terms: BatchTerms,
  decisions: readonly Decision[],
): Promise<readonly Answered[]> {
  const events = new Map<string, EventToRecord & { readonly reported: ReportedEvent }>();
  for (const decision of decisions) {
    if (!("posted" in decision) || !decision.posted.ok) continue;
    const { externalId } = decision.reported.report;
    // Within a batch the first of an external id is recorded; the others answer to it.
    if (events.has(externalId)) continue;
    const id = trusted.eventId(deps.newId());
    const { reported } = decision;
    const { requestHash } = reported;
    events.set(externalId, { id, requestHash, event: decision.posted.value, reported });
  }
  const outcomes = await write(deps, terms, [...events.values()]);
  return decisions.map((decision) => {
    const { reported } = decision;
    if ("recorded" in decision)
      return { reported, answer: repetition(reported, decision.recorded) };
    if (!decision.posted.ok) {
      return { reported, answer: { kind: "refused", refusal: decision.posted.problem } };
    }
    const written = events.get(reported.report.externalId);
    const outcome = outcomes.get(reported.report.externalId);
    if (!written || !outcome) throw new Error(`No outcome for ${reported.report.externalId}`);
    const isFirst = written.reported === reported;
    return { reported, answer: answerOf(reported, isFirst, written, outcome) };
  });
}

async function write(
  deps: Pick<Deps, "db" | "now" | "newId">,
  { source, basis, author }: BatchTerms,
  events: readonly EventToRecord[],
): Promise<ReadonlyMap<string, RecordOutcome>> {
  if (events.length === 0) return new Map();
  await ensurePeriods(
    deps.db,
    events.map(({ event }) => periodOfDay(event.postedOn)),
  );
  const { newId } = deps;
  const batch = { source, basis, author, recordedAt: deps.now(), events, newId };
  const outcomes = await insertEvents(deps.db, batch);
  return new Map(
    events.flatMap(({ event }, index) => {
      const outcome = outcomes[index];
      return outcome ? [[event.externalId, outcome] as const] : [];
    }),
  );
}

function answerOf(
  reported: ReportedEvent,
  isFirst: boolean,
  written: EventToRecord,
  outcome: RecordOutcome,
): Answer {
  if (outcome.kind === "seen") return repetition(reported, outcome);
  if (outcome.kind === "outdated") return outcome;
  return isFirst ? { kind: "recorded", id: written.id } : repetition(reported, written);
}

/** The same content again is a duplicate; other content under the same id is refused. */
function repetition(
  { report, requestHash }: ReportedEvent,
  first: { readonly id: EventId; readonly requestHash: string },
): Answer {
  if (first.requestHash === requestHash) return { kind: "duplicate", id: first.id };
  return { kind: "refused", refusal: { kind: "conflict", externalId: report.externalId } };
}
