import {
  type DeveloperEvent,
  type EventCursor,
  findDeveloperEvents,
} from "@/db/queries/developer-events";
import { findClosedThrough } from "@/db/queries/posting-facts";
import { findStatementFacts } from "@/db/queries/statement-facts";
import { adjustmentText } from "@/lib/domain/adjustment";
import { BYTE_ORDER_MARK, type CsvCell, csvLine, text, value } from "@/lib/domain/csv";
import type { Currency } from "@/lib/domain/currency";
import type { DeveloperId } from "@/lib/domain/ids";
import { toDecimal } from "@/lib/domain/money";
import { percentInFull } from "@/lib/domain/percent";
import {
  type AccountingZone,
  type Day,
  dayOf,
  firstDay,
  lastDay,
  type Period,
  shiftDay,
} from "@/lib/domain/period";
import { assembleStatement, type Statement } from "@/lib/domain/statement";
import type { Deps } from "@/lib/use-cases/deps";

const PAGE_SIZE = 1_000;

const COLUMNS = [
  "line",
  "currency",
  "counts_on",
  "happened_at_utc",
  "plugin_id",
  "plugin",
  "event_id",
  "corrects_event_id",
  "gross",
  "share_percent",
  "marketplace_share",
  "your_share",
  "reference",
  "reason",
];

type Scope = {
  readonly developerId: DeveloperId;
  readonly period: Period;
  readonly zone: AccountingZone;
};

/**
 * A month as lines. In each currency, `your_share` of the opening balance, the events, the payouts
 * and what was taken back of them adds up to `your_share` of the closing balance.
 *
 * It is read bit by bit, as fast as its reader takes it, while a month that is still open takes more
 * events. So the closing balance of such a month is what its lines come to; that of a closed one is
 * the books' own.
 */
export async function* statementCsv(
  db: Deps["db"],
  { developerId, period, zone }: Scope,
): AsyncGenerator<string> {
  // Read before the balances: what is closed by then has all of its events in them.
  const closedThrough = await findClosedThrough(db);
  const facts = await findStatementFacts(db, developerId, period, zone);
  const statements = facts.map(assembleStatement);
  const written = new Map(
    statements.map(({ currency, opening, paid, returned }) => [
      currency,
      opening - paid + returned,
    ]),
  );
  const opened = (currency: Currency, minor: bigint) =>
    balanceLine("opening balance", currency, firstDay(period), minor);
  yield BYTE_ORDER_MARK + csvLine(COLUMNS.map(value));
  yield statements.map(({ currency, opening }) => opened(currency, opening)).join("");
  for (let day = firstDay(period); day <= lastDay(period); day = shiftDay(day, 1)) {
    for await (const events of eventsOfDay(db, developerId, day)) {
      for (const { currency, developerShare } of events) {
        const before = written.get(currency);
        if (before === undefined) yield opened(currency, 0n);
        written.set(currency, (before ?? 0n) + developerShare);
      }
      yield events.map(eventLine).join("");
    }
  }
  yield statements.flatMap((statement) => paymentLines(statement, zone)).join("");
  yield statements.flatMap(returnLines).join("");
  const isClosed = closedThrough !== undefined && period <= closedThrough;
  const closings = isClosed
    ? statements.map(({ currency, closing }) => [currency, closing] as const)
    : [...written].sort();
  yield closings
    .map(([currency, closing]) =>
      balanceLine("closing balance", currency, lastDay(period), closing),
    )
    .join("");
}

async function* eventsOfDay(
  db: Deps["db"],
  developerId: DeveloperId,
  day: Day,
): AsyncGenerator<readonly DeveloperEvent[]> {
  let after: EventCursor | undefined;
  do {
    const filter = { from: day, to: day };
    const events = await findDeveloperEvents(db, developerId, filter, { after, limit: PAGE_SIZE });
    if (events.length > 0) yield events;
    const last = events.length === PAGE_SIZE ? events.at(-1) : undefined;
    after = last && { postedOn: last.postedOn, id: last.id };
  } while (after);
}

function eventLine(event: DeveloperEvent): string {
  const { currency } = event;
  const amount = (minor: bigint) => value(toDecimal({ minor, currency }));
  return csvLine([
    value(event.kind.replaceAll("_", " ")),
    value(currency.toUpperCase()),
    value(event.postedOn),
    value(event.occurredAt.toISOString()),
    text(event.pluginId),
    text(event.pluginName),
    text(event.externalId),
    text(event.original?.externalId ?? ""),
    amount(event.amount),
    value(percentInFull(event.share)),
    amount(event.platformShare),
    amount(event.developerShare),
    value(event.id),
    text(event.adjustment ? adjustmentText(event.adjustment) : ""),
  ]);
}

function paymentLines({ currency, payments }: Statement, zone: AccountingZone): readonly string[] {
  return payments.map(({ payoutId, amount, paidAt }) =>
    shortLine({
      line: "paid",
      currency,
      day: dayOf(paidAt, zone),
      at: value(paidAt.toISOString()),
      minor: -amount,
      reference: value(payoutId),
    }),
  );
}

function returnLines({ currency, returns }: Statement): readonly string[] {
  return returns.map(({ payoutId, amount, day, at }) =>
    shortLine({
      line: "taken back, owed again",
      currency,
      day,
      at: value(at.toISOString()),
      minor: amount,
      reference: value(payoutId),
    }),
  );
}

function balanceLine(line: string, currency: Currency, day: Day, minor: bigint): string {
  return shortLine({ line, currency, day, at: value(""), minor, reference: value("") });
}

function shortLine(parts: {
  readonly line: string;
  readonly currency: Currency;
  readonly day: Day;
  readonly at: CsvCell;
  readonly minor: bigint;
  readonly reference: CsvCell;
}): string {
  const { line, currency, day, at, minor, reference } = parts;
  const nothing = Array.from({ length: 7 }, () => value(""));
  const amount = value(toDecimal({ minor, currency }));
  return csvLine([
    value(line),
    value(currency.toUpperCase()),
    value(day),
    at,
    ...nothing,
    amount,
    reference,
    value(""),
  ]);
}
