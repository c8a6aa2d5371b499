import type { BasisPoints } from "@/lib/domain/share";
import { ownPartWords } from "@/lib/domain/words/shares-words";

/** Under the name of a plugin that its developer shares with others. */
export function OwnPart({ parts = [] }: { readonly parts?: readonly BasisPoints[] | undefined }) {
  const words = ownPartWords(parts);
  return words ? <span className="block text-sm font-normal text-muted">{words}</span> : null;
}
