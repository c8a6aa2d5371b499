import { parseCurrency } from "@/lib/domain/currency";
import { EVENT_KINDS, type EventKind, type EventReport } from "@/lib/domain/event";
import { MARKETPLACE_ID_RULE, parsePluginId } from "@/lib/domain/ids";
import { AMOUNT_MAX_MINOR } from "@/lib/domain/money";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { EventProblem, EventProblemCode } from "./reject-event";

/** What a source sends, field by field, before anything is known about it. */
export type ReportFields = {
  readonly externalId: string;
  readonly kind: string;
  readonly pluginId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly occurredAt: string;
  readonly buyerRef?: string | undefined;
  readonly correctsId?: string | undefined;
};

export type ParsedReport = Omit<EventReport, "source">;

export const EXTERNAL_ID_LENGTH_MAX = 255;
/** Adjustments are an admin's doing and come through no door that takes reports. */
export const REPORTED_KINDS = EVENT_KINDS.filter((kind) => kind !== "adjustment");
const TAKEN_BACK: ReadonlySet<EventKind> = new Set(["refund", "dispute"]);
const CONTROL = /\p{Cc}/u;
const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** Reads a report or says, for the first field that is wrong, what would be right. */
export function parseReport(fields: ReportFields): Result<ParsedReport, EventProblem> {
  const externalId = parseReference(fields.externalId);
  if (externalId === undefined) return refuse("bad_external_id", "externalId", REFERENCE_RULE);
  const kind = REPORTED_KINDS.find((known) => known === fields.kind);
  if (!kind) return refuse("bad_kind", "kind", `must be one of ${REPORTED_KINDS.join(", ")}`);
  const pluginId = parsePluginId(fields.pluginId);
  if (!pluginId.ok) return refuse("bad_plugin_id", "pluginId", `takes ${MARKETPLACE_ID_RULE}`);
  const currency = parseCurrency(fields.currency);
  if (!currency.ok) return refuse("bad_currency", "currency", "must be a known ISO 4217 code");
  const occurredAt = parseInstant(fields.occurredAt);
  if (!occurredAt) return refuse("bad_date", "occurredAt", INSTANT_RULE);
  const buyerRef = parseOptional(fields.buyerRef);
  if (buyerRef === null) return refuse("bad_buyer_ref", "buyerRef", REFERENCE_RULE);
  const correctsId = parseOptional(fields.correctsId);
  if (correctsId === null) return refuse("bad_corrects_id", "correctsId", REFERENCE_RULE);
  const amount = amountOf(kind, fields.amountMinor);
  if (amount === undefined) return refuse("bad_amount", "amount", AMOUNT_RULE);
  return ok({
    externalId,
    kind,
    pluginId: pluginId.value,
    amount: { minor: amount, currency: currency.value },
    occurredAt,
    ...(buyerRef === undefined ? {} : { buyerRef }),
    ...(correctsId === undefined ? {} : { correctsId }),
  });
}

export const AMOUNT_RULE = `must be an integer in the currency's minor unit, from 0 to ${AMOUNT_MAX_MINOR}; only refunds and disputes may carry a minus sign`;
const REFERENCE_RULE = `must be 1 to ${EXTERNAL_ID_LENGTH_MAX} characters of well-formed text without control characters`;
const INSTANT_RULE =
  "must be an existing instant in ISO 8601 with seconds and zone, like 2026-03-31T23:59:59Z";

/** Text is kept in NFC, so that one id typed in two ways is one id. */
function parseReference(text: string): string | undefined {
  if (!text.isWellFormed() || CONTROL.test(text)) return undefined;
  const reference = text.normalize("NFC");
  return reference.length >= 1 && reference.length <= EXTERNAL_ID_LENGTH_MAX
    ? reference
    : undefined;
}

/** `undefined` when absent, `null` when wrong. */
function parseOptional(text: string | undefined): string | undefined | null {
  return text === undefined ? undefined : (parseReference(text) ?? null);
}

/** The kind says which way money goes, so both signs of a refund mean the same. */
function amountOf(kind: EventKind, minor: bigint): bigint | undefined {
  const amount = minor < 0n && TAKEN_BACK.has(kind) ? -minor : minor;
  return amount >= 0n && amount <= AMOUNT_MAX_MINOR ? amount : undefined;
}

/** `Date` moves 30 February into March, so the day is checked against the calendar first. */
export function parseInstant(text: string): Date | undefined {
  const match = INSTANT.exec(text);
  if (!match) return undefined;
  const [, year, month, day] = match.map(Number);
  const lastDay = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
  if (!month || !day || month > 12 || day > lastDay) return undefined;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

function refuse(
  code: EventProblemCode,
  field: string,
  rule: string,
): Result<ParsedReport, EventProblem> {
  return fail({ code, message: `${field} ${rule}.` });
}
