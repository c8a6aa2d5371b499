"use client";

import { useState } from "react";
import { ConfirmAction } from "@/components/forms/confirm-action";
import { FormSelect, FormText } from "@/components/forms/form-fields";
import { Button } from "@/components/ui/button";
import {
  CORRECTION_KINDS,
  type CorrectionKind,
  leftToCorrect,
  type Sale,
} from "@/lib/domain/event";
import type { EventId } from "@/lib/domain/ids";
import { formatMoney, parseDecimal, toDecimal } from "@/lib/domain/money";
import type { Day } from "@/lib/domain/period";
import {
  CORRECTION_EFFECTS,
  CORRECTION_NAMES,
  correctionWarning,
} from "@/lib/domain/words/correction-words";
import { EVENT_LABELS } from "@/lib/domain/words/event-words";
import { recordCorrection } from "./correct-action";

type Props = {
  readonly saleId: EventId;
  /** Of the correction; made by the server, so that a double click is one event. */
  readonly externalId: string;
  /** What was sold: "Install of Atlas". */
  readonly what: string;
  readonly source: string;
  readonly sale: Pick<Sale, "amount" | "returned" | "disputed">;
  readonly today: Day;
};

/** What happened to a sale, how much and when. All that is left is proposed. */
export function CorrectDialog({ saleId, externalId, what, source, sale, today }: Props) {
  const { currency } = sale.amount;
  const left = (kind: CorrectionKind) => ({ minor: leftToCorrect(kind, sale), currency });
  const kinds = CORRECTION_KINDS.filter((kind) => left(kind).minor > 0n);
  const [chosen, setKind] = useState<CorrectionKind>();
  const [typed, setTyped] = useState<string>();
  const kind = chosen !== undefined && kinds.includes(chosen) ? chosen : kinds[0];
  if (!kind) return null;
  const wished = typed ?? toDecimal(left(kind));
  const amount = parseDecimal(wished, currency);
  const isNamed = amount.ok && amount.value.minor > 0n;
  const forget = () => {
    setKind(undefined);
    setTyped(undefined);
  };
  return (
    <ConfirmAction
      action={recordCorrection}
      onDone={forget}
      fields={{ saleId, externalId, currency }}
      trigger={
        <Button size="small" variant="quiet" className="-ml-2.5">
          Refund or dispute…
        </Button>
      }
      title="Record a refund or a dispute?"
      facts={factsOf(what, sale)}
      warning={correctionWarning(source)}
      confirmLabel={`Record the ${CORRECTION_NAMES[kind]}${isNamed ? ` of ${formatMoney(amount.value)}` : ""}`}
      pendingLabel="Recording…"
    >
      <KindField
        kinds={kinds}
        kind={kind}
        onChoose={(next) => {
          setKind(next);
          setTyped(undefined);
        }}
      />
      <FormText
        name="correctionAmount"
        label={`Amount in ${currency.toUpperCase()}`}
        hint={`Up to ${formatMoney(left(kind))}. Enter less for a part.`}
        value={wished}
        onChange={({ target }) => setTyped(target.value)}
        inputMode="decimal"
        autoComplete="off"
        maxLength={24}
      />
      <FormText name="correctionDay" label="When" type="date" defaultValue={today} max={today} />
    </ConfirmAction>
  );
}

function factsOf(what: string, { amount, returned, disputed }: Props["sale"]) {
  const { currency } = amount;
  const paid = { label: "Paid", value: formatMoney(amount) };
  const left = formatMoney({ minor: amount.minor - returned, currency });
  const inDispute = formatMoney({ minor: disputed, currency });
  return [
    { label: "Sale", value: <bdi>{what}</bdi> },
    paid,
    { label: "Left of it", value: left },
    ...(disputed > 0n ? [{ label: "In dispute", value: inDispute }] : []),
  ];
}

function KindField({
  kinds,
  kind,
  onChoose,
}: {
  /** Those that something of the sale is left for. */
  readonly kinds: readonly CorrectionKind[];
  readonly kind: CorrectionKind;
  readonly onChoose: (kind: CorrectionKind) => void;
}) {
  return (
    <FormSelect
      name="correctionKind"
      label="What happened"
      hint={CORRECTION_EFFECTS[kind]}
      value={kind}
      onChange={({ target }) => {
        const next = kinds.find((known) => known === target.value);
        if (next) onChoose(next);
      }}
    >
      {kinds.map((known) => (
        <option key={known} value={known}>
          {EVENT_LABELS[known]}
        </option>
      ))}
    </FormSelect>
  );
}
