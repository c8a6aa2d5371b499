import { fail, ok, type Result } from "@/lib/domain/result";
import { AMOUNT_RULE, type ParsedReport, parseReport } from "@/lib/use-cases/parse-report";
import type { EventProblem, EventProblemCode } from "@/lib/use-cases/reject-event";
import { type ApiProblem, problem } from "../problem";
import { EVENTS_MAX, eventInput, eventsInput } from "../schemas";

/** An event of a request: what it called itself, and the report or why there is none. */
export type SentEvent = {
  readonly externalId: string | null;
  readonly parsed: Result<ParsedReport, EventProblem>;
};

/** The request is refused as a whole only when it is no list of events; events are on their own. */
export function parseEvents(body: unknown): Result<readonly SentEvent[], ApiProblem> {
  const parsed = eventsInput.safeParse(body);
  if (parsed.success) return ok(parsed.data.events.map(parseEvent));
  const isTooMany = parsed.error.issues.some(({ code }) => code === "too_big");
  const detail = `Send {"events": […]} with 1 to ${EVENTS_MAX} events and nothing else.`;
  return fail(
    isTooMany ? problem(413, "too_many_events", detail) : problem(400, "bad_request", detail),
  );
}

function parseEvent(sent: unknown): SentEvent {
  const parsed = eventInput.safeParse(sent);
  const externalId = externalIdOf(sent);
  if (!parsed.success) return { externalId, parsed: fail(describeIssue(parsed.error.issues[0])) };
  const { amount, buyerRef, correctsId, ...fields } = parsed.data;
  return {
    externalId,
    parsed: parseReport({
      ...fields,
      amountMinor: BigInt(amount),
      buyerRef: buyerRef ?? undefined,
      correctsId: correctsId ?? undefined,
    }),
  };
}

const CODES: Readonly<Record<string, EventProblemCode>> = {
  externalId: "bad_external_id",
  kind: "bad_kind",
  pluginId: "bad_plugin_id",
  amount: "bad_amount",
  currency: "bad_currency",
  occurredAt: "bad_date",
  buyerRef: "bad_buyer_ref",
  correctsId: "bad_corrects_id",
};

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

function describeIssue(issue: Issue | undefined): EventProblem {
  const field = String(issue?.path[0] ?? "");
  const code = Object.hasOwn(CODES, field) ? CODES[field] : undefined;
  if (code === "bad_amount") return { code, message: `amount ${AMOUNT_RULE}.` };
  if (code) return { code, message: `${field}: ${issue?.message ?? "is wrong"}.` };
  return { code: "bad_event", message: `${issue?.message ?? "The event is malformed"}.` };
}

function externalIdOf(sent: unknown): string | null {
  if (typeof sent !== "object" || sent === null || !("externalId" in sent)) return null;
  return typeof sent.externalId === "string" ? sent.externalId : null;
}
