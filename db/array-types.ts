import type postgres from "postgres";

/** Types whose arrays are written or read somewhere: the element's number and the array's. */
const ARRAYS: ReadonlyMap<number, number> = new Map([
  [16, 1000], // boolean
  [20, 1016], // bigint
  [21, 1005], // smallint
  [23, 1007], // integer
  [25, 1009], // text
  [701, 1022], // double precision
  [1043, 1015], // varchar
  [1082, 1182], // date
  [1184, 1185], // timestamptz
  [1700, 1231], // numeric
  [2950, 2951], // uuid
]);

/**
 * Teaches a client one-dimensional arrays.
 *
 * Left to itself, the client asks each new connection for every type there is. When the connection
 * ends during that question, nobody hears of it and the process dies of an unhandled rejection.
 */
export function knowArrays(sql: postgres.Sql<{ bigint: bigint }>): void {
  const { parsers, serializers } = sql.options;
  for (const [element, array] of ARRAYS) {
    const parse = parsers[element] ?? ((text: string) => text);
    const serialize = serializers[element] ?? String;
    parsers[array] = (text: string) => parseArray(text, parse);
    serializers[array] = (values: unknown) => writeArray(values, serialize);
  }
}

type Serialize = (value: unknown) => unknown;

function writeArray(values: unknown, serialize: Serialize): unknown {
  if (!Array.isArray(values)) return values;
  const elements = values.map((value) =>
    value === null ? "null" : `"${String(serialize(value)).replaceAll(/["\\]/g, "\\$&")}"`,
  );
  return `{${elements.join(",")}}`;
}

/** A quoted element with its escapes, or one that needs no quotes. */
const ELEMENT = /"((?:[^"\\]|\\.)*)"|([^,{}]+)/g;

/** An empty one is `{}`; `NULL` without quotes is null. */
export function parseArray<Value>(
  text: string,
  parse: (element: string) => Value,
): readonly (Value | null)[] {
  if (!text.startsWith("{") || text.startsWith("{{")) {
    throw new Error(`Not an array of one dimension: ${text.slice(0, 40)}`);
  }
  return Array.from(text.slice(1, -1).matchAll(ELEMENT), ([, quoted, bare]) => {
    if (quoted !== undefined) return parse(quoted.replaceAll(/\\(.)/gs, "$1"));
    return bare === undefined || bare === "NULL" ? null : parse(bare);
  });
}
