import { type DeveloperId, MARKETPLACE_ID_RULE, parseDeveloperId } from "@/lib/domain/ids";
import { type Period, parsePeriod } from "@/lib/domain/period";
import { fail, ok, type Result } from "@/lib/domain/result";
import { type ApiProblem, problem } from "./problem";

export type Query = Readonly<Record<string, string | undefined>>;

/** The parameters of an address: known ones only, each at most once. */
export function readQuery(request: Request, known: readonly string[]): Result<Query, ApiProblem> {
  const { searchParams } = new URL(request.url);
  for (const name of searchParams.keys()) {
    if (!known.includes(name)) {
      if (known.length === 0) return refuse("This address takes no parameters.");
      return refuse(`Unknown parameter. Known are ${known.join(", ")}.`);
    }
    if (searchParams.getAll(name).length > 1) return refuse(`${name} is given twice.`);
  }
  return ok(Object.fromEntries(searchParams));
}

export function periodParameter(query: Query, name: string): Result<Period, ApiProblem> {
  const period = parsePeriod(query[name] ?? "");
  return period.ok ? period : refuse(`${name} must be a month, like 2026-03.`, "bad_period");
}

/** A parameter that an identifier's own parser reads; absent when it is not given. */
export function idParameter<Id>(
  query: Query,
  name: string,
  parse: (text: string) => Result<Id, unknown>,
): Result<Id | undefined, ApiProblem> {
  const text = query[name];
  if (text === undefined) return ok(undefined);
  const id = parse(text);
  return id.ok ? id : refuse(`${name} is no such id.`);
}

/** One of a few words; absent when it is not given. */
export function wordParameter<Word extends string>(
  query: Query,
  name: string,
  words: readonly Word[],
): Result<Word | undefined, ApiProblem> {
  const word = words.find((known) => known === query[name]);
  if (query[name] === undefined || word) return ok(word);
  return refuse(`${name} must be one of ${words.join(", ")}.`);
}

export const TEXT_MAX = 200;

/** Text to look for; absent when it is not given. PostgreSQL's text holds no NUL. */
export function textParameter(query: Query, name: string): Result<string | undefined, ApiProblem> {
  const text = query[name];
  if (text === undefined) return ok(undefined);
  if (text !== "" && text.length <= TEXT_MAX && !text.includes("\0")) return ok(text);
  return refuse(`${name} takes 1 to ${TEXT_MAX} characters.`);
}

export function developerParameter(query: Query): Result<DeveloperId | undefined, ApiProblem> {
  if (query.developerId === undefined) return ok(undefined);
  const id = parseDeveloperId(query.developerId);
  return id.ok ? id : refuse(`developerId takes ${MARKETPLACE_ID_RULE}.`);
}

export const LIMIT_DEFAULT = 500;
export const LIMIT_MAX = 1_000;

export function limitParameter({ limit }: Query): Result<number, ApiProblem> {
  if (limit === undefined) return ok(LIMIT_DEFAULT);
  const number = /^[1-9][0-9]{0,3}$/.test(limit) ? Number(limit) : 0;
  if (number < 1 || number > LIMIT_MAX) return refuse(`limit must be 1 to ${LIMIT_MAX}.`);
  return ok(number);
}

/** A cursor is the sort key of a page's last row. It grants nothing, so it is not signed. */
export function cursorParameter(
  { cursor }: Query,
  size: number,
): Result<readonly string[] | undefined, ApiProblem> {
  if (cursor === undefined) return ok(undefined);
  const wrong = refuse("cursor must be the nextCursor of the page before.", "bad_cursor");
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (!Array.isArray(parts) || parts.length !== size) return wrong;
    const texts = parts.filter((part) => typeof part === "string" && !part.includes("\0"));
    return texts.length === size ? ok(texts) : wrong;
  } catch {
    return wrong;
  }
}

export function cursorOf(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

function refuse(detail: string, code = "bad_parameter") {
  return fail(problem(400, code, detail));
}
