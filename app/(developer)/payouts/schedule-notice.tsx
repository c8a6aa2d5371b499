import { deps } from "@/app/deps";
import { Alert } from "@/components/ui/alert";
import { findSchedule } from "@/db/queries/developer-schedule";
import { findLeftSales, type LeftSales } from "@/db/queries/sale-skips";
import type { DeveloperId } from "@/lib/domain/ids";
import { leftSalesWords } from "@/lib/domain/words/sale-skip-words";

/** Says when money comes, where it is not the month's run that brings it. */
export async function ScheduleNotice({ developerId }: { readonly developerId: DeveloperId }) {
  const { db } = deps();
  if ((await findSchedule(db, developerId)) !== "instant") return null;
  const left = await findLeftSales(db, developerId);
  return (
    <Alert tone="accent" className="mb-4" title="Your sales are paid at once, each by itself.">
      Your share of a sale is sent as soon as the sale is recorded.{" "}
      {left.length === 0
        ? "What cannot be sent at that moment goes with the month’s payout, and is told of here with the reason."
        : "What could not be sent at that moment is outstanding, less what was taken back, and goes with the month’s payout:"}
      <SalesLeft left={left} />
    </Alert>
  );
}

function SalesLeft({ left }: { readonly left: readonly LeftSales[] }) {
  if (left.length === 0) return null;
  return (
    <ul className="mt-1 list-disc space-y-1 pl-5">
      {left.map((sales) => (
        <li key={sales.newest.eventId}>{leftSalesWords(sales)}</li>
      ))}
    </ul>
  );
}
