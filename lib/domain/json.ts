declare global {
  interface JSON {
    /** A value that `JSON.stringify` writes as it stands (ECMAScript, JSON.parse source text access). */
    rawJSON(text: string): unknown;
  }
}

/** JSON in which a `bigint` is a plain integer, however large: amounts are never rounded. */
export function toJson(value: object, indent?: number): string {
  return JSON.stringify(
    value,
    (_, part: unknown) => (typeof part === "bigint" ? JSON.rawJSON(part.toString()) : part),
    indent,
  );
}
