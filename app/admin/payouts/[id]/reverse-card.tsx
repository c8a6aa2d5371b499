import { ActionForm } from "@/components/forms/action-form";
import { FormText, FormTextArea } from "@/components/forms/form-fields";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { PayoutId } from "@/lib/domain/ids";
import { formatMoney, type Money, toDecimal } from "@/lib/domain/money";
import { REVERSAL_REASON_MAX } from "@/lib/domain/reversal";
import { reversePayout } from "./actions";

/** Takes a paid payout back from the developer's Stripe account, in whole or in part. */
export function ReverseCard({
  payoutId,
  left,
  isOpen,
}: {
  readonly payoutId: PayoutId;
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
      {/* The form stays when nothing is left, so that its answer does. */}
      <ActionForm action={reversePayout} className="space-y-4" label="Take it back">
        {isOver ? (
          <p className="text-sm text-muted">Nothing of it is left to take back.</p>
        ) : (
          <Fields payoutId={payoutId} left={left} />
        )}
      </ActionForm>
    </Card>
  );
}

function Fields({ payoutId, left }: { readonly payoutId: PayoutId; readonly left: Money }) {
  return (
    <>
      <input type="hidden" name="payoutId" value={payoutId} />
      <input type="hidden" name="seenLeft" value={left.minor.toString()} />
      <FormText
        name="amount"
        label={`Amount in ${left.currency.toUpperCase()}`}
        hint={`Up to ${formatMoney(left)}, which is what is left of it.`}
        defaultValue={toDecimal(left)}
        inputMode="decimal"
        autoComplete="off"
        maxLength={24}
      />
      <FormTextArea
        name="reason"
        label="Reason"
        hint="The developer reads it on the payout’s page."
        maxLength={REVERSAL_REASON_MAX}
        required
      />
      <SubmitButton variant="danger" pendingLabel="Asking Stripe…">
        Take it back
      </SubmitButton>
    </>
  );
}
