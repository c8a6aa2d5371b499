"use client";

import { useState } from "react";
import { ConfirmAction } from "@/components/forms/confirm-action";
import { FormText, FormTextArea } from "@/components/forms/form-fields";
import { Button } from "@/components/ui/button";
import type { PayoutId } from "@/lib/domain/ids";
import { formatMoney, type Money, parseDecimal, toDecimal } from "@/lib/domain/money";
import { REVERSAL_REASON_MAX } from "@/lib/domain/reversal";
import { reversePayout } from "./actions";

/** How much, why, and the step before it happens: the button names the amount as it is typed. */
export function ReverseDialog({
  payoutId,
  left,
  developerName,
}: {
  readonly payoutId: PayoutId;
  /** What is not back yet. */
  readonly left: Money;
  readonly developerName: string;
}) {
  const [typed, setTyped] = useState<string>();
  const wished = typed ?? toDecimal(left);
  const amount = parseDecimal(wished, left.currency);
  const isNamed = amount.ok && amount.value.minor > 0n;
  return (
    <ConfirmAction
      action={reversePayout}
      onDone={() => setTyped(undefined)}
      fields={{ payoutId, seenLeft: left.minor.toString(), currency: left.currency }}
      trigger={<Button variant="danger">Take it back</Button>}
      title="Take this payout back?"
      facts={[
        { label: "From", value: <bdi>{developerName}</bdi> },
        { label: "Left of it", value: formatMoney(left) },
        { label: "To", value: "the marketplace’s Stripe balance" },
      ]}
      warning="Stripe cannot undo a reversal. Only a new payout gives the money back."
      confirmLabel={isNamed ? `Take ${formatMoney(amount.value)} back` : "Take it back"}
      pendingLabel="Asking Stripe…"
      variant="danger"
    >
      <FormText
        name="amount"
        label={`Amount in ${left.currency.toUpperCase()}`}
        hint={`Up to ${formatMoney(left)}, which is what is left of it.`}
        value={wished}
        onChange={(event) => setTyped(event.target.value)}
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
    </ConfirmAction>
  );
}
