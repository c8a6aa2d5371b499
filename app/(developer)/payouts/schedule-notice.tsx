import { deps } from "@/app/deps";
import { Alert } from "@/components/ui/alert";
import { findSchedule } from "@/db/queries/developer-schedule";
import type { DeveloperId } from "@/lib/domain/ids";

/** Says when money comes, where it is not the month's run that brings it. */
export async function ScheduleNotice({ developerId }: { readonly developerId: DeveloperId }) {
  if ((await findSchedule(deps().db, developerId)) !== "instant") return null;
  return (
    <Alert tone="accent" className="mb-4" title="Your sales are paid at once, each by itself.">
      Your share of a sale is sent as soon as the sale is recorded. What cannot be sent at that
      moment goes with the month’s payout: a share below the minimum, a sale while your payout
      account is not ready or on hold, or while a refund is still to be made up for.
    </Alert>
  );
}
