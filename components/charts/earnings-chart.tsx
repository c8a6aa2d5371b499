"use client";

import { ChartColumn, Table2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import type { Currency } from "@/lib/domain/currency";
import { Button } from "../ui/button";
import { ChartSkeleton } from "../ui/skeleton";
import { type ChartBar, groupSeries, type StackedSeries } from "./chart-series";
import { ChartTable } from "./chart-table";
import { Swatch } from "./swatch";

/** The picture comes after the numbers: its code is only loaded once the page stands. */
const StackedBars = dynamic(() => import("./stacked-bars").then((module) => module.StackedBars), {
  ssr: false,
  loading: () => <ChartSkeleton />,
});

export type EarningsChartProps = {
  /** What it shows, as a sentence for those who cannot see it. */
  readonly caption: string;
  /** What one bar is: "Month" or "Day". */
  readonly unit: string;
  readonly currency: Currency;
  readonly bars: readonly ChartBar[];
};

/** Bars stacked by plugin, refunds below the line, and the same numbers as a table one key away. */
export function EarningsChart({ caption, unit, currency, bars }: EarningsChartProps) {
  const [isTable, setIsTable] = useState(false);
  const router = useRouter();
  const id = useId();
  const stacked = groupSeries(bars);
  const hasMoney = bars.some(({ parts }) =>
    parts.some(({ earned, returned }) => earned !== 0n || returned !== 0n),
  );
  if (!hasMoney) {
    return (
      <p className="py-10 text-center text-sm text-muted">
        No sales, refunds or adjustments count in this time.
      </p>
    );
  }
  return (
    <figure>
      <div className="mb-3 flex items-start justify-between gap-4">
        <Legend stacked={stacked} isInProgress={bars.some(({ inProgress }) => inProgress)} />
        <Button
          size="small"
          aria-expanded={isTable}
          aria-controls={id}
          onClick={() => setIsTable(!isTable)}
        >
          {isTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
          {isTable ? "Chart" : "Table"}
        </Button>
      </div>
      {isTable ? null : (
        <div aria-hidden className="h-72">
          <StackedBars stacked={stacked} currency={currency} onOpen={(href) => router.push(href)} />
        </div>
      )}
      <div id={id} className={isTable ? "" : "sr-only"}>
        <ChartTable
          caption={caption}
          unit={unit}
          stacked={stacked}
          currency={currency}
          isShown={isTable}
        />
      </div>
    </figure>
  );
}

function Legend({
  stacked,
  isInProgress,
}: {
  readonly stacked: StackedSeries;
  readonly isInProgress: boolean;
}) {
  const hasReturns = stacked.bars.some(({ returned }) => returned !== 0n);
  return (
    <ul className="flex min-w-0 flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {stacked.series.map(({ id, name, color }) => (
        <li key={id} className="flex max-w-60 min-w-0 items-center gap-1.5">
          <Swatch color={color} />
          <bdi className="truncate">{name}</bdi>
        </li>
      ))}
      {hasReturns ? (
        <li className="flex items-center gap-1.5">
          <Swatch color="var(--series-returned)" />
          Refunds and disputes
        </li>
      ) : null}
      {isInProgress ? (
        <li className="flex items-center gap-1.5">
          <Swatch color="repeating-linear-gradient(135deg, var(--ink-faint) 0 2px, transparent 2px 4px)" />
          Under way
        </li>
      ) : null}
    </ul>
  );
}
