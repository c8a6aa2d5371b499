import { ChartColumn } from "lucide-react";
import { deps } from "@/app/deps";
import { EarningsChart } from "@/components/charts/earnings-chart";
import { Amount } from "@/components/ui/amount";
import { Card, Figure, Figures } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/page-heading";
import { ChartSkeleton, FiguresSkeleton, TableSkeleton, Waiting } from "@/components/ui/skeleton";
import {
  findClosedPeriods,
  findPaidByMonth,
  findWhereabouts,
  type MoneyWhereabouts,
} from "@/db/queries/developer-summary";
import { findEarningsByPluginAndMonth, type PluginMonth } from "@/db/queries/earnings-by-plugin";
import { addEarnings, grossSales } from "@/lib/domain/earnings";
import type { DeveloperId } from "@/lib/domain/ids";
import type { Period } from "@/lib/domain/period";
import { type PeriodRange, periodsOf } from "@/lib/domain/period-range";
import { currencyName } from "@/lib/domain/words/currency-words";
import { periodName } from "@/lib/domain/words/period-words";
import { countWords } from "./count-words";
import { MonthsTable } from "./months-table";
import { barsOfMonths, monthsOf } from "./range-figures";

type Props = {
  readonly developerId: DeveloperId;
  readonly range: PeriodRange;
  readonly current: Period;
};

/** One section for each currency: currencies are never summed. */
export async function EarningsOfRange({ developerId, range, current }: Props) {
  const { db, zone } = deps();
  const [rows, whereabouts, paid, closed] = await Promise.all([
    findEarningsByPluginAndMonth(db, developerId, range),
    findWhereabouts(db, developerId),
    findPaidByMonth(db, developerId, range, zone),
    findClosedPeriods(db, range),
  ]);
  if (whereabouts.length === 0) return <NothingYet />;
  const periods = periodsOf(range);
  return whereabouts.map((now) => {
    const { currency } = now;
    const own = rows.filter((row) => row.currency === currency);
    const months = monthsOf(
      periods,
      own,
      paid.filter((row) => row.currency === currency),
    );
    return (
      <Section key={currency} title={currencyName(currency)}>
        <RangeFigures
          rows={own}
          paid={months.reduce((sum, { paid }) => sum + paid, 0n)}
          now={now}
        />
        <Card title="Your share by plugin" className="mt-4">
          <EarningsChart
            caption={`Your share by plugin from ${periodName(range.from)} to ${periodName(range.to)}, ${currencyName(currency)}`}
            unit="Month"
            currency={currency}
            bars={barsOfMonths(periods, own, current, currency)}
          />
        </Card>
        <Card title="Months" flush className="mt-4">
          <MonthsTable
            months={months}
            currency={currency}
            closed={closed}
            current={current}
            zone={zone}
          />
        </Card>
      </Section>
    );
  });
}

function RangeFigures({
  rows,
  paid,
  now,
}: {
  readonly rows: readonly PluginMonth[];
  readonly paid: bigint;
  readonly now: MoneyWhereabouts;
}) {
  const { currency } = now;
  const total = addEarnings(rows);
  const amount = (minor: bigint) => <Amount minor={minor} currency={currency} />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div>
        <h3 className="mb-1.5 text-sm font-medium text-muted">In these months</h3>
        <Figures>
          <Figure
            label="Your share"
            value={amount(total.developerShare)}
            detail={<>of {amount(total.amount)} net sales</>}
          />
          <Figure
            label="Gross sales"
            value={amount(grossSales(total))}
            detail={countWords(total)}
          />
          <Figure
            label="Refunds"
            value={amount(total.refundedAmount)}
            detail={<>{amount(total.refundedShare)} of your share</>}
          />
          <Figure label="Paid" value={amount(paid)} detail="by the day it was sent" />
        </Figures>
      </div>
      <div>
        <h3 className="mb-1.5 text-sm font-medium text-muted">Right now</h3>
        <Figures>
          <Figure
            label="Outstanding"
            value={amount(now.outstanding)}
            detail={now.outstanding < 0n ? "owed by you" : "not sent yet"}
          />
          <Figure label="On its way" value={amount(now.onItsWay)} detail="approved" />
        </Figures>
      </div>
    </div>
  );
}

function NothingYet() {
  return (
    <Card>
      <EmptyState icon={ChartColumn} title="No sales yet">
        As soon as the marketplace reports the first install of one of your plugins, it appears here
        within seconds, free ones included.
      </EmptyState>
    </Card>
  );
}

export function EarningsSkeleton() {
  return (
    <Waiting for="your earnings">
      <FiguresSkeleton count={5} />
      <div className="my-4 rounded-lg border border-line bg-surface p-5">
        <ChartSkeleton />
      </div>
      <TableSkeleton rows={8} columns={6} />
    </Waiting>
  );
}
