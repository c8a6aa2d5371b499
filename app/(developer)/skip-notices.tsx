import { deps } from "@/app/deps";
import { findMonthUnpaid } from "@/db/queries/unpaid";
import type { DeveloperId } from "@/lib/domain/ids";
import { dayOf, type Period } from "@/lib/domain/period";
import { recordedWords, unpaidWords } from "@/lib/domain/words/unpaid-words";
import { UnpaidNotice } from "./unpaid-notice";

/** Why the developer was not paid for a closed month, and what would change it now. */
export async function SkipNotices({
  developerId,
  period,
}: {
  readonly developerId: DeveloperId;
  readonly period: Period;
}) {
  const { db, now, zone } = deps();
  const { skips, others } = await findMonthUnpaid(db, { developerId, period }, dayOf(now(), zone));
  if (skips.length === 0 && others.length === 0) return null;
  return (
    <div className="mb-6 space-y-3">
      {skips.map((skip) => {
        const words = recordedWords(skip, skip.now);
        return (
          <UnpaidNotice
            key={`${skip.amount.currency} ${skip.pluginId ?? ""}`}
            words={words}
            instead={words.instead}
          />
        );
      })}
      {others.map((part) => (
        <UnpaidNotice
          key={`${part.amount.currency} ${part.reason} ${part.payableFrom}`}
          words={unpaidWords(part)}
        />
      ))}
    </div>
  );
}
