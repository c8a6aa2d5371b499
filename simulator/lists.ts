import type { Params } from "./contract/form";
import { invalidParameter, noSuchReference } from "./errors";
import { readInteger, readText } from "./parameters";

const LIMIT_DEFAULT = 10;
const LIMIT_MAX = 100;

/** One page of a v1 list, newest first. */
export function listPage<T extends { readonly id: string; readonly created?: number }>(
  items: readonly T[],
  params: Params,
  page: { readonly url: string; readonly kind: string; readonly view: (item: T) => unknown },
) {
  const limit = readLimit(params);
  const matching = items.filter((item) => isWithin(item.created, params.created));
  const after = readText(params, "starting_after");
  const before = readText(params, "ending_before");
  let from = 0;
  let to = matching.length;
  if (after !== undefined) from = positionOf(matching, after, page.kind, "starting_after") + 1;
  if (before !== undefined) to = positionOf(matching, before, page.kind, "ending_before");
  const window = matching.slice(from, to);
  // Going backwards, a page holds the items nearest to where it started.
  const data = before === undefined ? window.slice(0, limit) : window.slice(-limit);
  return {
    object: "list",
    data: data.map(page.view),
    has_more: window.length > limit,
    url: page.url,
  };
}

/** One page of a v2 list; the next one is a URL rather than an id. */
export function listPageV2<T>(
  items: readonly T[],
  params: Params,
  page: { readonly url: string; readonly view: (item: T) => unknown },
) {
  const limit = readLimit(params);
  const from = Number(readText(params, "page") ?? 0);
  if (!Number.isInteger(from) || from < 0)
    throw invalidParameter("Invalid page token.", undefined, "page");
  const link = (start: number) => `${page.url}?limit=${limit}&page=${start}`;
  return {
    data: items.slice(from, from + limit).map(page.view),
    next_page_url: from + limit < items.length ? link(from + limit) : null,
    previous_page_url: from > 0 ? link(Math.max(0, from - limit)) : null,
  };
}

function readLimit(params: Params): number {
  const limit = readInteger(params, "limit") ?? LIMIT_DEFAULT;
  if (limit >= 1 && limit <= LIMIT_MAX) return limit;
  throw invalidParameter(
    `Invalid limit: must be from 1 to ${LIMIT_MAX}.`,
    "parameter_invalid_integer",
    "limit",
  );
}

function positionOf<T extends { readonly id: string }>(
  items: readonly T[],
  id: string,
  kind: string,
  param: string,
): number {
  const position = items.findIndex((item) => item.id === id);
  if (position < 0) throw noSuchReference(kind, id, param);
  return position;
}

/** `created` is a second, or a range written `created[gte]` and so on. */
function isWithin(created: number | undefined, filter: unknown): boolean {
  if (filter === undefined || created === undefined) return true;
  if (typeof filter === "number") return created === filter;
  const { gt, gte, lt, lte } = filter as Readonly<Record<string, number | undefined>>;
  return (
    (gt === undefined || created > gt) &&
    (gte === undefined || created >= gte) &&
    (lt === undefined || created < lt) &&
    (lte === undefined || created <= lte)
  );
}
