import { Undo2, Zap } from "lucide-react";
import type { ReactNode } from "react";
import { Actor } from "@/components/ui/actor";
import { Badge } from "@/components/ui/badge";
import { HoldBadge, StripeHoldBadge } from "@/components/ui/connect-badge";
import type { ListedDeveloper, StripeHold } from "@/db/queries/admin-developers";
import { ACCESS_LOST } from "@/lib/domain/connect";
import { missingWords } from "@/lib/domain/words/skip-remedies";

/** What is not as with most: who holds their payouts back and why, that they owe, how they are paid. */
export function ToKnow({ developer }: { readonly developer: ListedDeveloper }) {
  const { hold, stripeHold, balances, schedule } = developer;
  const owes = balances.some(({ minor }) => minor < 0n);
  const isAtOnce = schedule === "instant";
  if (!hold && !stripeHold && !owes && !isAtOnce) return <span className="text-faint">–</span>;
  return (
    <div className="space-y-2">
      {hold ? (
        <Note badge={<HoldBadge />}>
          {hold.reason} (<Actor name={hold.by} />)
        </Note>
      ) : null}
      {stripeHold ? <Note badge={<StripeHoldBadge />}>{stripeHoldWords(stripeHold)}</Note> : null}
      {owes ? (
        <Note
          badge={
            <Badge tone="attention" icon={Undo2}>
              Owes
            </Badge>
          }
        >
          More was taken back than they earned.
        </Note>
      ) : null}
      {isAtOnce ? (
        <Note
          badge={
            <Badge tone="neutral" icon={Zap}>
              Paid at once
            </Badge>
          }
        />
      ) : null}
    </div>
  );
}

function Note({ badge, children }: { readonly badge: ReactNode; readonly children?: ReactNode }) {
  return (
    <div>
      {badge}
      {children ? (
        <span className="mt-1 block text-sm text-muted wrap-anywhere">{children}</span>
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
