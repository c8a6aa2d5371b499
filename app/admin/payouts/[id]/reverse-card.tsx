import { Card } from "@/components/ui/card";
import type { PayoutId } from "@/lib/domain/ids";
import type { Money } from "@/lib/domain/money";
import { ReverseDialog } from "./reverse-dialog";

/** Takes a paid payout back from the developer's Stripe account, in whole or in part. */
export function ReverseCard({
  payoutId,
  left,
  developerName,
  isOpen,
}: {
  readonly payoutId: PayoutId;
  readonly developerName: string;
  /** What is not back yet. */
  readonly left: Money;
  /** A reversal of it has no outcome yet. */
  readonly isOpen: boolean;
}) {
  if (isOpen) {
    return (
      <Card title="Take it back">
        <p className="text-sm text-muted">
          A reversal of this payout has no outcome yet. Remit is checking with Stripe; once it is
          clear, more can be taken back.
        </p>
      </Card>
    );
  }
  const isOver = left.minor === 0n;
  return (
    <Card
      title={isOver ? "Taken back" : "Take it back"}
      description="The money returns to the marketplace’s Stripe balance, and is owed again: the next run pays it, unless the developer is on hold or was debited by then."
    >
      {isOver ? (
        <p className="text-sm text-muted">Nothing of it is left to take back.</p>
      ) : (
        <ReverseDialog payoutId={payoutId} left={left} developerName={developerName} />
      )}
    </Card>
  );
}
