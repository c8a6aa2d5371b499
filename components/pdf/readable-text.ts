/** What the typeface of documents has a shape for: Latin, Cyrillic, Vietnamese, marks and signs. */
const UNREADABLE =
  /[^ -~\u00a0-\u00ac\u00ae-\u0113\u0116-\u012b\u012e-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u014d\u0150-\u017e\u0400-\u045f\u1ea0-\u1ef9–—‘’“”…€−™•]/gu;

/** The text with `?` for each character that the typeface lacks, so that no name breaks a document. */
export function readableText(text: string): string {
  return text.replaceAll("\u202f", "\u00a0").replaceAll(UNREADABLE, "?");
}
