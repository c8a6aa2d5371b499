import { skipAdminWords } from "@/lib/domain/words/skip-admin-words";
import { SKIP_LABELS } from "@/lib/domain/words/skip-words";

/** Why somebody is left out, in a word and in a sentence that says what would change it. */
export function SkipReason({ skip }: { readonly skip: Parameters<typeof skipAdminWords>[0] }) {
  return (
    <div>
      <span className="block font-medium">{SKIP_LABELS[skip.reason]}</span>
      <span className="block text-sm text-muted wrap-anywhere">{skipAdminWords(skip)}</span>
    </div>
  );
}
