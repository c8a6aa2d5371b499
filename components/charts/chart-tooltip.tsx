import type { Currency } from "@/lib/domain/currency";
import { Amount } from "../ui/amount";
import type { Series, StackedBar } from "./chart-series";
import { Swatch } from "./swatch";

/** The exact figures of one bar. */
export function ChartTooltip({
  bar,
  series,
  currency,
}: {
  readonly bar: StackedBar;
  readonly series: readonly Series[];
  readonly currency: Currency;
}) {
  const shown = series.filter(({ id }) => (bar.earned[id] ?? 0n) !== 0n);
  return (
    <div className="max-w-80 rounded-md border border-line bg-surface px-3 py-2 text-sm shadow-lg">
      <p className="mb-1 font-medium">
        {bar.name}
        {bar.inProgress ? <span className="text-muted"> (so far)</span> : null}
      </p>
      <ul className="space-y-0.5">
        {shown.map(({ id, name, color }) => (
          <li key={id} className="flex items-baseline gap-2">
            <Swatch color={color} />
            <bdi className="min-w-0 flex-1 truncate text-muted">{name}</bdi>
            <Amount minor={bar.earned[id] ?? 0n} currency={currency} />
          </li>
        ))}
        {bar.returned === 0n ? null : (
          <li className="flex items-baseline gap-2">
            <Swatch color="var(--series-returned)" />
            <span className="flex-1 text-muted">Refunds and disputes</span>
            <Amount minor={bar.returned} currency={currency} />
          </li>
        )}
        <li className="mt-1 flex gap-4 border-t border-line pt-1 font-medium">
          <span className="flex-1">Your share</span>
          <Amount minor={bar.total} currency={currency} />
        </li>
      </ul>
    </div>
  );
}
