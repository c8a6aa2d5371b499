import { fail, ok, type Result } from "@/lib/domain/result";
import { cursorOf, cursorParameter, limitParameter, type Query, readQuery } from "./parse-query";
import { type ApiProblem, problem } from "./problem";

export type PageAsked = {
  readonly query: Query;
  readonly limit: number;
  /** The key of the last row of the page before. */
  readonly after: readonly string[] | undefined;
};

type KeyPart = "text" | "uuid" | "instant" | "number" | "sequence";

const FITS: Readonly<Record<KeyPart, (text: string) => boolean>> = {
  text: () => true,
  uuid: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
  instant: (text) =>
    /^(?!0000)\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text)),
  number: (text) => /^\d{1,9}$/.test(text),
  sequence: (text) => /^\d{1,18}$/.test(text),
};

/** What a request for one page of a list asks for. `key` says what its rows are sorted by. */
export function readPage(
  request: Request,
  filters: readonly string[],
  key: readonly KeyPart[],
): Result<PageAsked, ApiProblem> {
  const query = readQuery(request, [...filters, "limit", "cursor"]);
  if (!query.ok) return query;
  const limit = limitParameter(query.value);
  if (!limit.ok) return limit;
  const cursor = cursorParameter(query.value, key.length);
  if (!cursor.ok) return cursor;
  const after = cursor.value;
  if (after && !key.every((part, place) => FITS[part](after[place] ?? ""))) {
    return fail(problem(400, "bad_cursor", "cursor must be the nextCursor of the page before."));
  }
  return ok({ query: query.value, limit: limit.value, after });
}

/** A page out of one row more than it takes: that row says whether there is a next one. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly string[],
): { readonly rows: readonly Row[]; readonly nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return { rows: page, nextCursor: last ? cursorOf(keyOf(last)) : null };
}

/** The rows after a key, of a short list that is read as a whole and sorted by its key here. */
export function rowsAfter<Row>(
  rows: readonly Row[],
  after: readonly string[] | undefined,
  keyOf: (row: Row) => readonly string[],
): readonly Row[] {
  const sorted = [...rows].sort((left, right) => compare(keyOf(left), keyOf(right)));
  return after ? sorted.filter((row) => compare(keyOf(row), after) > 0) : sorted;
}

function compare(left: readonly string[], right: readonly string[]): number {
  for (const [place, text] of left.entries()) {
    const other = right[place] ?? "";
    if (text !== other) return text < other ? -1 : 1;
  }
  return 0;
}
