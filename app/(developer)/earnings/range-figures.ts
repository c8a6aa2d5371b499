import type { ChartBar } from "@/components/charts/chart-series";
import type { PluginMonth } from "@/db/queries/earnings-by-plugin";
import type { Currency } from "@/lib/domain/currency";
import { addEarnings, type EarningsSums } from "@/lib/domain/earnings";
import type { Period } from "@/lib/domain/period";
import { periodName, shortPeriodName } from "@/lib/domain/words/period-words";

export type Month = EarningsSums & { readonly period: Period; readonly paid: bigint };

/** Every month of the range, with zeros where nothing happened. */
export function monthsOf(
  periods: readonly Period[],
  rows: readonly PluginMonth[],
  paid: readonly { readonly period: Period; readonly paid: bigint }[],
): readonly Month[] {
  return periods.map((period) => ({
    period,
    ...addEarnings(rows.filter((row) => row.period === period)),
    paid: paid.find((row) => row.period === period)?.paid ?? 0n,
  }));
}

export function barsOfMonths(
  periods: readonly Period[],
  rows: readonly PluginMonth[],
  current: Period,
  currency: Currency,
): readonly ChartBar[] {
  return periods.map((period) => ({
    id: period,
    label: shortPeriodName(period),
    name: periodName(period),
    inProgress: period === current,
    href: `/earnings/${period}#${currency}`,
    parts: rows.filter((row) => row.period === period).map(chartPart),
  }));
}

/** What a plugin earned before refunds stands above the line, what it gave back below. */
export function chartPart(
  row: PluginMonth | (EarningsSums & Pick<PluginMonth, "pluginId" | "pluginName">),
) {
  return {
    seriesId: row.pluginId,
    seriesName: row.pluginName,
    earned: row.developerShare - row.refundedShare,
    returned: row.refundedShare,
  };
}
