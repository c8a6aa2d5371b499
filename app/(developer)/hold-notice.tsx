import { deps } from "@/app/deps";
import { Alert } from "@/components/ui/alert";
import { Instant } from "@/components/ui/instant";
import { findHoldSince } from "@/db/queries/developer-holds";
import type { DeveloperId } from "@/lib/domain/ids";

/** Says so where money is shown, as long as the marketplace holds the developer's payouts back. */
export async function HoldNotice({ developerId }: { readonly developerId: DeveloperId }) {
  const since = await findHoldSince(deps().db, developerId);
  if (!since) return null;
  return (
    <Alert
      tone="attention"
      className="mb-6"
      title="The marketplace has put your payouts on hold. The marketplace’s turn."
    >
      Since <Instant at={since.toISOString()} dateOnly />. What you earn is recorded and stays
      yours; it is paid once the hold is lifted. Ask the marketplace what it needs from you.
    </Alert>
  );
}
