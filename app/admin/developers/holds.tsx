import { HoldBadge, StripeHoldBadge } from "@/components/ui/connect-badge";
import type { ListedDeveloper, StripeHold } from "@/db/queries/admin-developers";
import { ACCESS_LOST } from "@/lib/domain/connect";
import { actorWords } from "@/lib/domain/words/actor-words";
import { missingWords } from "@/lib/domain/words/skip-words";

/** Who holds a developer's payouts back and why: an admin by name, Stripe, both or nobody. */
export function Holds({ developer }: { readonly developer: ListedDeveloper }) {
  const { hold, stripeHold } = developer;
  if (!hold && !stripeHold) return <span className="text-muted">Nobody</span>;
  return (
    <div className="space-y-2">
      {hold ? (
        <div>
          <HoldBadge />
          <span className="mt-1 block text-sm text-muted wrap-anywhere">
            {hold.reason} ({actorWords(hold.by)})
          </span>
        </div>
      ) : null}
      {stripeHold ? (
        <div>
          <StripeHoldBadge />
          <span className="mt-1 block text-sm text-muted wrap-anywhere">
            {stripeHoldWords(stripeHold)}
          </span>
        </div>
      ) : null}
    </div>
  );
}

/** What would end it, to the finance desk. */
export function stripeHoldWords(hold: StripeHold): string {
  const { requirementsDue, disabledReason, isRejected } = hold;
  if (disabledReason === ACCESS_LOST) return "Their Stripe account is disconnected.";
  if (isRejected) return "Stripe does not accept their account.";
  const missing = missingWords(requirementsDue);
  return missing === undefined
    ? "Stripe is checking; it asks nothing of them."
    : `Missing: ${missing.replaceAll("your ", "their ")}.`;
}
