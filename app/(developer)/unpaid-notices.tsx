import { deps } from "@/app/deps";
import { findUnpaid } from "@/db/queries/unpaid";
import type { DeveloperId } from "@/lib/domain/ids";
import { dayOf } from "@/lib/domain/period";
import { unpaidWords } from "@/lib/domain/words/unpaid-words";
import { UnpaidNotice } from "./unpaid-notice";

/** What is not paid of closed months, as it is now. Of a hold, `HoldNotice` tells. */
export async function UnpaidNotices({ developerId }: { readonly developerId: DeveloperId }) {
  const { db, now, zone } = deps();
  const all = await findUnpaid(db, { developerId }, dayOf(now(), zone));
  const unpaid = all.filter(({ reason }) => reason !== "on_hold");
  if (unpaid.length === 0) return null;
  return (
    <div className="mb-6 space-y-3">
      {unpaid.map((part) => (
        <UnpaidNotice
          key={`${part.amount.currency} ${part.reason} ${part.payableFrom}`}
          words={unpaidWords(part)}
        />
      ))}
    </div>
  );
}
