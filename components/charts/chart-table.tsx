import Link from "next/link";
import type { Currency } from "@/lib/domain/currency";
import { Amount } from "../ui/amount";
import type { Series, StackedBar, StackedSeries } from "./chart-series";

const CELL = "border-b border-line px-3 py-1.5 text-end whitespace-nowrap tabular-nums";
const HEAD = "border-b border-line px-3 py-1.5 text-end align-bottom font-medium text-muted";

/** The same numbers as the picture, exact. */
export function ChartTable({
  caption,
  unit,
  stacked,
  currency,
  isShown,
}: {
  readonly caption: string;
  readonly unit: string;
  readonly stacked: StackedSeries;
  readonly currency: Currency;
  /** Otherwise it is only heard, and then nothing in it may take the focus. */
  readonly isShown: boolean;
}) {
  const { series, bars } = stacked;
  return (
    // A region that scrolls has to be reachable by keyboard.
    <section
      aria-label={caption}
      tabIndex={isShown ? 0 : undefined}
      className={isShown ? "overflow-x-auto" : ""}
    >
      <table className="w-full text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} text-start`}>
              {unit}
            </th>
            {series.map(({ id, name }) => (
              <th key={id} scope="col" className={`${HEAD} min-w-28`}>
                <bdi className="line-clamp-2 wrap-anywhere">{name}</bdi>
              </th>
            ))}
            <th scope="col" className={HEAD}>
              Refunds and disputes
            </th>
            <th scope="col" className={HEAD}>
              Your share
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <BarRow key={bar.id} bar={bar} series={series} currency={currency} isLinked={isShown} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function BarRow({
  bar,
  series,
  currency,
  isLinked,
}: {
  readonly bar: StackedBar;
  readonly series: readonly Series[];
  readonly currency: Currency;
  readonly isLinked: boolean;
}) {
  return (
    <tr>
      <th scope="row" className={`${CELL} text-start font-normal`}>
        {bar.href && isLinked ? (
          <Link href={bar.href} className="underline underline-offset-2">
            {bar.name}
          </Link>
        ) : (
          bar.name
        )}
        {bar.inProgress ? " (so far)" : ""}
      </th>
      {series.map(({ id }) => (
        <td key={id} className={CELL}>
          <Amount minor={bar.earned[id] ?? 0n} currency={currency} />
        </td>
      ))}
      <td className={CELL}>
        <Amount minor={bar.returned} currency={currency} />
      </td>
      <td className={`${CELL} font-medium`}>
        <Amount minor={bar.total} currency={currency} />
      </td>
    </tr>
  );
}
