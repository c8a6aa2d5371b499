const LENGTH_MAX = 2_000;

/**
 * The path on our own origin that a callback URL names, or `undefined`.
 *
 * The text is resolved the way a browser would resolve it, so `//evil`, `/\evil`, `javascript:`
 * and user names before an `@` are told apart from our own origin by the same rules.
 */
export function ownPath(text: unknown, appUrl: string): string | undefined {
  if (typeof text !== "string" || text === "" || text.length > LENGTH_MAX) return undefined;
  if (hasControlCharacter(text)) return undefined;
  const own = new URL(appUrl);
  const url = parse(text, own);
  if (!url || url.origin !== own.origin || url.username !== "" || url.password !== "") {
    return undefined;
  }
  const path = `${url.pathname}${url.search}${url.hash}`;
  // `/.//evil` resolves to the path `//evil`, which a later redirect would read as a host.
  return path.startsWith("//") ? undefined : path;
}

function parse(text: string, own: URL): URL | undefined {
  try {
    return new URL(text, own);
  } catch {
    return undefined;
  }
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < " " || character === "\u007f");
}
