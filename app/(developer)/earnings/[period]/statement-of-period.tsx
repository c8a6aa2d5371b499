import { FileText } from "lucide-react";
import { deps } from "@/app/deps";
import type { ChartBar } from "@/components/charts/chart-series";
import { EarningsChart } from "@/components/charts/earnings-chart";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/page-heading";
import { ChartSkeleton, TableSkeleton, Waiting } from "@/components/ui/skeleton";
import { findEarningsByPluginAndDay, type PluginDay } from "@/db/queries/earnings-by-plugin";
import { findOwnParts } from "@/db/queries/plugin-shares";
import { findStatementFacts } from "@/db/queries/statement-facts";
import type { Currency } from "@/lib/domain/currency";
import { dayStart } from "@/lib/domain/day-start";
import type { DeveloperId } from "@/lib/domain/ids";
import {
  type AccountingZone,
  type Day,
  dayOf,
  firstDay,
  lastDay,
  nextPeriod,
  type Period,
  shiftDay,
} from "@/lib/domain/period";
import { assembleStatement, isBlank } from "@/lib/domain/statement";
import { currencyName } from "@/lib/domain/words/currency-words";
import { dayName, periodName, shortDayName } from "@/lib/domain/words/period-words";
import { chartPart } from "../range-figures";
import { eventsHref } from "./events-href";
import { PluginsTable } from "./plugins-table";
import { StatementLines } from "./statement-lines";

type Props = {
  readonly developerId: DeveloperId;
  readonly period: Period;
  readonly current: Period;
};

export async function StatementOfPeriod({ developerId, period, current }: Props) {
  const { db, now, zone } = deps();
  const [facts, rows] = await Promise.all([
    findStatementFacts(db, developerId, period, zone),
    findEarningsByPluginAndDay(db, developerId, period),
  ]);
  const statements = facts.map(assembleStatement).filter((statement) => {
    const moved = rows.some(({ currency }) => currency === statement.currency);
    return moved || !isBlank(statement);
  });
  const parts = await findOwnParts(
    db,
    developerId,
    [...new Set(rows.map(({ pluginId }) => pluginId))],
    spanOf(period, zone),
  );
  if (statements.length === 0)
    return <NothingHappened period={period} isFuture={period > current} />;
  const today = dayOf(now(), zone);
  return statements.map((statement) => {
    const { currency } = statement;
    const own = rows.filter((row) => row.currency === currency);
    return (
      <div key={currency} id={currency} className="mt-8 first:mt-0">
        <Section title={currencyName(currency)}>
          <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
            <Card title="Statement">
              <StatementLines statement={statement} period={period} />
            </Card>
            <Card title="Your share by day" description="By the day it counts on.">
              <EarningsChart
                caption={`Your share by day in ${periodName(period)}, ${currencyName(currency)}`}
                unit="Day"
                currency={currency}
                bars={barsOfDays(period, own, currency, today)}
              />
            </Card>
          </div>
          <Card title="By plugin" flush className="mt-4">
            <PluginsTable rows={own} period={period} currency={currency} parts={parts} />
          </Card>
        </Section>
      </div>
    );
  });
}

function spanOf(period: Period, zone: AccountingZone) {
  return {
    from: dayStart(firstDay(period), zone),
    to: dayStart(firstDay(nextPeriod(period)), zone),
  };
}

function barsOfDays(
  period: Period,
  rows: readonly PluginDay[],
  currency: Currency,
  today: Day,
): readonly ChartBar[] {
  const days: Day[] = [];
  for (let day = firstDay(period); day <= lastDay(period); day = shiftDay(day, 1)) days.push(day);
  return days.map((day) => ({
    id: day,
    label: shortDayName(day),
    name: dayName(day),
    inProgress: day === today,
    href: eventsHref(period, { currency, day }),
    parts: rows.filter((row) => row.day === day).map(chartPart),
  }));
}

function NothingHappened({
  period,
  isFuture,
}: {
  readonly period: Period;
  readonly isFuture: boolean;
}) {
  return (
    <Card>
      <EmptyState
        icon={FileText}
        title={isFuture ? `${periodName(period)} has not begun` : "Nothing happened in this month"}
      >
        {isFuture
          ? "Sales appear here as the marketplace reports them."
          : "No sale, refund or payout counts in it, and nothing was owed at its beginning."}
      </EmptyState>
    </Card>
  );
}

export function StatementSkeleton() {
  return (
    <Waiting for="your statement">
      <div className="grid gap-4 lg:grid-cols-[22rem_1fr]">
        <TableSkeleton rows={6} columns={2} />
        <div className="rounded-lg border border-line bg-surface p-5">
          <ChartSkeleton />
        </div>
      </div>
      <div className="mt-4">
        <TableSkeleton rows={6} columns={6} />
      </div>
    </Waiting>
  );
}
