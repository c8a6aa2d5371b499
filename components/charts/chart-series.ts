import { type Currency, currencyExponent } from "@/lib/domain/currency";

/** One plugin's part of one bar. Minor units, exact. */
export type ChartPart = {
  readonly seriesId: string;
  readonly seriesName: string;
  /** What was earned before anything was given back. */
  readonly earned: bigint;
  /** What was given back (≤ 0). */
  readonly returned: bigint;
};

export type ChartBar = {
  readonly id: string;
  /** On the axis. */
  readonly label: string;
  /** In the tooltip and the table. */
  readonly name: string;
  /** The month or day is still under way. */
  readonly inProgress: boolean;
  /** Where a click leads. */
  readonly href?: string;
  readonly parts: readonly ChartPart[];
};

export type Series = { readonly id: string; readonly name: string; readonly color: string };

export type StackedBar = Omit<ChartBar, "parts"> & {
  /** By series id. */
  readonly earned: Readonly<Record<string, bigint>>;
  readonly returned: bigint;
  readonly total: bigint;
};

export type StackedSeries = {
  readonly series: readonly Series[];
  readonly bars: readonly StackedBar[];
};

export const SERIES_MAX = 7;
export const OTHER = "other";

/**
 * Groups the parts of all bars into at most seven series, the largest first, and the rest into
 * *Other*. The sums stay exact: every bar's series and its refunds add up to its total.
 */
export function groupSeries(bars: readonly ChartBar[]): StackedSeries {
  const ranked = rankSeries(bars);
  const shown = ranked.slice(0, SERIES_MAX);
  const shownIds = new Set(shown.map(({ id }) => id));
  const series = shown.map(({ id, name }, index) => ({
    id,
    name,
    color: `var(--series-${index + 1})`,
  }));
  const rest = ranked.length - shown.length;
  const other = { id: OTHER, name: `Other (${rest})`, color: "var(--series-other)" };
  return {
    series: rest > 0 ? [...series, other] : series,
    bars: bars.map((bar) => stack(bar, shownIds)),
  };
}

/** Minor units to the number that a chart draws. The one place where money becomes a float. */
export function toChartNumber(minor: bigint, currency: Currency): number {
  return Number(minor) / 10 ** currencyExponent(currency);
}

function rankSeries(bars: readonly ChartBar[]) {
  const totals = new Map<string, { id: string; name: string; earned: bigint }>();
  for (const { parts } of bars) {
    for (const { seriesId, seriesName, earned } of parts) {
      const known = totals.get(seriesId)?.earned ?? 0n;
      totals.set(seriesId, { id: seriesId, name: seriesName, earned: known + earned });
    }
  }
  return [...totals.values()]
    .filter(({ earned }) => earned !== 0n)
    .sort((left, right) => compare(right.earned, left.earned) || (left.id < right.id ? -1 : 1));
}

function stack({ parts, ...bar }: ChartBar, shownIds: ReadonlySet<string>): StackedBar {
  const earned: Record<string, bigint> = {};
  let returned = 0n;
  let total = 0n;
  for (const part of parts) {
    const id = shownIds.has(part.seriesId) ? part.seriesId : OTHER;
    if (part.earned !== 0n) earned[id] = (earned[id] ?? 0n) + part.earned;
    returned += part.returned;
    total += part.earned + part.returned;
  }
  return { ...bar, earned, returned, total };
}

function compare(left: bigint, right: bigint): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
