"use client";

import { LoaderCircle } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { useId, useTransition } from "react";
import { type Period, periodsBetween, shiftPeriod } from "@/lib/domain/period";
import { periodName } from "@/lib/domain/words/period-words";

export type RangePickerProps = {
  readonly from: Period;
  readonly to: Period;
  /** The first and the last month that can be chosen. */
  readonly earliest: Period;
  readonly latest: Period;
};

const SELECT =
  "min-h-9 rounded-md border border-line-strong bg-surface px-2.5 py-1.5 pe-7 text-sm text-ink";

/** Chooses a range of months and keeps it in the URL (`?from=2026-01&to=2026-03`). */
export function RangePicker({ from, to, earliest, latest }: RangePickerProps) {
  const [isPending, startTransition] = useTransition();
  const [, setRange] = useQueryStates(
    { from: parseAsString, to: parseAsString },
    { shallow: false, history: "push", startTransition },
  );
  const months = periodsBetween(earliest < from ? earliest : from, latest > to ? latest : to);
  const choose = (next: { readonly from: Period; readonly to: Period }) => void setRange(next);

  return (
    <fieldset className="flex flex-wrap items-center gap-2">
      <legend className="sr-only">Months shown</legend>
      {isPending ? (
        <LoaderCircle
          role="status"
          aria-label="Loading"
          className="size-4 motion-safe:animate-spin"
        />
      ) : null}
      <MonthSelect
        label="From"
        months={months}
        value={from}
        onChoose={(chosen) => choose({ from: chosen, to: chosen > to ? chosen : to })}
      />
      <MonthSelect
        label="to"
        months={months}
        value={to}
        onChoose={(chosen) => choose({ from: chosen < from ? chosen : from, to: chosen })}
      />
      <Shortcuts earliest={earliest} latest={latest} onChoose={choose} />
    </fieldset>
  );
}

function MonthSelect({
  label,
  months,
  value,
  onChoose,
}: {
  readonly label: string;
  readonly months: readonly Period[];
  readonly value: Period;
  readonly onChoose: (month: Period) => void;
}) {
  const id = useId();
  return (
    <span className="flex items-center gap-2 text-sm">
      <label htmlFor={id} className="text-muted">
        {label}
      </label>
      <select
        id={id}
        className={SELECT}
        value={value}
        onChange={({ target }) => onChoose(asPeriod(months, target.value, value))}
      >
        {months.toReversed().map((month) => (
          <option key={month} value={month}>
            {periodName(month)}
          </option>
        ))}
      </select>
    </span>
  );
}

function Shortcuts({
  earliest,
  latest,
  onChoose,
}: {
  readonly earliest: Period;
  readonly latest: Period;
  readonly onChoose: (range: { readonly from: Period; readonly to: Period }) => void;
}) {
  const shortcuts = [
    { label: "3 months", from: shiftPeriod(latest, -2) },
    { label: "12 months", from: shiftPeriod(latest, -11) },
    { label: "All", from: earliest },
  ];
  return (
    <div className="flex overflow-hidden rounded-md border border-line-strong">
      {shortcuts.map(({ label, from }) => (
        <button
          key={label}
          type="button"
          onClick={() => onChoose({ from, to: latest })}
          className="min-h-8.5 border-e border-line-strong bg-surface px-2.5 text-sm last:border-e-0 hover:bg-hover focus-visible:-outline-offset-2"
        >
          {label}
        </button>
      ))}
    </div>
  );
}

/** What a select gives back is one of the months it was given. */
function asPeriod(months: readonly Period[], text: string, otherwise: Period): Period {
  return months.find((month) => month === text) ?? otherwise;
}
