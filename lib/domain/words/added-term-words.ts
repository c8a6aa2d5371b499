import type { BasisPoints } from "../share";
import { rateWords } from "./split-words";

/** `From 1 Mar 2026 on developers get 80%, in place of 75%.` */
export function addedTermWords(
  term: { readonly share: BasisPoints; readonly replaced: BasisPoints | undefined },
  day: string,
): string {
  const before = term.replaced === undefined ? "" : `, in place of ${rateWords(term.replaced)}`;
  return `From ${day} on developers get ${rateWords(term.share)}${before}.`;
}
