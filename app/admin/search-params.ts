export type SearchParams = Promise<
  Readonly<Record<string, string | readonly string[] | undefined>>
>;

type Param = string | readonly string[] | undefined;

const TEXT_LENGTH_MAX = 200;

/** Text to look for. A parameter that is given twice counts as not given. */
export function readText(param: Param): string | undefined {
  if (typeof param !== "string") return undefined;
  // PostgreSQL's text holds no NUL.
  const text = param.replaceAll("\u0000", "").trim().slice(0, TEXT_LENGTH_MAX);
  return text === "" ? undefined : text;
}

/** A page number; anything else is the first page. */
export function readPage(param: Param): number {
  return typeof param === "string" && /^[1-9]\d{0,5}$/.test(param) ? Number(param) : 1;
}

/** A whole positive number that a page goes on from. */
export function readCursor(param: Param): bigint | undefined {
  return typeof param === "string" && /^[1-9]\d{0,17}$/.test(param) ? BigInt(param) : undefined;
}

export function hrefWith(
  path: string,
  params: Readonly<Record<string, string | undefined>>,
): string {
  const given = Object.entries(params).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
