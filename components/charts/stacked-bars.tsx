"use client";

import {
  Bar,
  BarChart,
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { Currency } from "@/lib/domain/currency";
import { type StackedBar, type StackedSeries, toChartNumber } from "./chart-series";
import { ChartTooltip } from "./chart-tooltip";
import { type MoneyAxis, moneyAxis } from "./money-axis";
import { shortMoney } from "./short-money";

export type StackedBarsProps = {
  readonly stacked: StackedSeries;
  readonly currency: Currency;
  readonly onOpen: (href: string) => void;
};

const QUIET = {
  tickLine: false,
  axisLine: false,
  tick: { fill: "var(--ink-faint)", fontSize: 12 },
} as const;
const RETURNED_COLOR = "var(--series-returned)";

/** The picture itself. Its numbers stand in the table beside it, so it is silent. */
export function StackedBars({ stacked, currency, onOpen }: StackedBarsProps) {
  const { series, bars } = stacked;
  const draw = (minor: bigint) => toChartNumber(minor, currency);
  const axis = axisOf(bars, draw);
  const layers = layersOf(stacked);
  return (
    <ResponsiveContainer width="100%" height={288}>
      <BarChart
        data={[...bars]}
        stackOffset="sign"
        margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
        barCategoryGap="22%"
        accessibilityLayer={false}
      >
        <defs>
          {layers.map(({ id, color, hatchedBy }) => (
            <Hatching key={id} id={hatchedBy} color={color} />
          ))}
        </defs>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="label" {...QUIET} interval="preserveStartEnd" minTickGap={12} />
        <YAxis
          width={52}
          domain={[...axis.domain]}
          ticks={[...axis.ticks]}
          {...QUIET}
          tickFormatter={(value: number) => shortMoney(value, currency)}
        />
        <Tooltip
          cursor={{ fill: "var(--hover)", opacity: 0.6 }}
          isAnimationActive={false}
          content={({ active, payload }) => {
            const bar: StackedBar | undefined = payload?.[0]?.payload;
            if (!active || !bar) return null;
            return <ChartTooltip bar={bar} series={series} currency={currency} />;
          }}
        />
        {layers.map(({ id, color, hatchedBy, read }) => (
          <Bar
            key={id}
            dataKey={(bar: StackedBar) => draw(read(bar))}
            stackId="money"
            isAnimationActive={false}
            shape={(props: unknown) => (
              <Block
                {...(props as BlockProps)}
                color={color}
                hatchedBy={hatchedBy}
                onOpen={onOpen}
              />
            )}
          />
        ))}
        <ReferenceLine y={0} stroke="var(--line-strong)" />
      </BarChart>
    </ResponsiveContainer>
  );
}

function axisOf(bars: readonly StackedBar[], draw: (minor: bigint) => number): MoneyAxis {
  return moneyAxis(
    Math.min(0, ...bars.map(({ returned }) => draw(returned))),
    Math.max(0, ...bars.map(({ earned }) => draw(sumOf(Object.values(earned))))),
  );
}

type Layer = {
  readonly id: string;
  readonly color: string;
  readonly hatchedBy: string;
  readonly read: (bar: StackedBar) => bigint;
};

/** What is stacked: a layer for each series, and one for what was given back. */
function layersOf({ series, bars }: StackedSeries): readonly Layer[] {
  const earned = series.map(({ id, color }, index) => ({
    id,
    color,
    hatchedBy: `hatched-${index}`,
    read: (bar: StackedBar) => bar.earned[id] ?? 0n,
  }));
  if (bars.every(({ returned }) => returned === 0n)) return earned;
  const read = ({ returned }: StackedBar) => returned;
  return [
    ...earned,
    { id: "returned", color: RETURNED_COLOR, hatchedBy: "hatched-returned", read },
  ];
}

type BlockProps = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly payload: StackedBar;
};

/** One plugin's part of a bar, with a hairline of the ground around it; hatched while under way. */
function Block({
  x,
  y,
  width,
  height,
  payload,
  color,
  hatchedBy,
  onOpen,
}: BlockProps & {
  readonly color: string;
  readonly hatchedBy: string;
  readonly onOpen: (href: string) => void;
}) {
  const top = Math.min(y, y + height);
  const tall = Math.abs(height);
  if (!(tall > 0) || !(width > 0)) return null;
  const { href, inProgress } = payload;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut; the table has the same links
    <rect
      x={x}
      y={top}
      width={width}
      height={tall}
      fill={inProgress ? `url(#${hatchedBy})` : color}
      stroke="var(--surface)"
      strokeWidth={tall > 3 ? 1 : 0}
      style={href ? { cursor: "pointer" } : undefined}
      onClick={href ? () => onOpen(href) : undefined}
    />
  );
}

function Hatching({ id, color }: { readonly id: string; readonly color: string }) {
  return (
    <pattern
      id={id}
      width={6}
      height={6}
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect width={6} height={6} fill={color} opacity={0.28} />
      <rect width={2.5} height={6} fill={color} />
    </pattern>
  );
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
