import Link from "next/link";
import { Amount } from "@/components/ui/amount";
import { PeriodName } from "@/components/ui/period-name";
import { PeriodBadge } from "@/components/ui/status-badge";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableFoot,
  TableHead,
} from "@/components/ui/table";
import type { Currency } from "@/lib/domain/currency";
import { addEarnings, type EarningsSums } from "@/lib/domain/earnings";
import type { AccountingZone, Period } from "@/lib/domain/period";
import type { Month } from "./range-figures";
import { SumCells } from "./sum-cells";

type Props = {
  readonly months: readonly Month[];
  readonly currency: Currency;
  readonly closed: ReadonlyMap<Period, Date>;
  readonly current: Period;
  readonly zone: AccountingZone;
};

/** The months of a range, newest first; each opens its statement. */
export function MonthsTable({ months, currency, closed, current, zone }: Props) {
  const total = addEarnings(months);
  const paid = months.reduce((sum, month) => sum + month.paid, 0n);
  return (
    <Table caption="Earnings by month" roomy>
      <TableHead>
        <HeaderCell>Month</HeaderCell>
        <HeaderCell numeric>Paid installs</HeaderCell>
        <HeaderCell numeric>Free installs</HeaderCell>
        <HeaderCell numeric>Renewals</HeaderCell>
        <HeaderCell numeric>Gross sales</HeaderCell>
        <HeaderCell numeric>Refunds</HeaderCell>
        <HeaderCell numeric>Your share</HeaderCell>
        <HeaderCell numeric>Paid</HeaderCell>
      </TableHead>
      <TableBody>
        {months.toReversed().map((month) => (
          <Row key={month.period} linked>
            <RowHeader>
              <span className="flex items-start gap-2">
                <Link
                  href={`/earnings/${month.period}#${currency}`}
                  className="font-medium hover:underline"
                >
                  <PeriodName period={month.period} zone={zone} />
                </Link>
                {closed.has(month.period) || month.period > current ? null : (
                  <PeriodBadge closed={false} />
                )}
              </span>
            </RowHeader>
            <MonthCells sums={month} paid={month.paid} currency={currency} />
          </Row>
        ))}
      </TableBody>
      <TableFoot>
        <Row>
          <RowHeader>Total</RowHeader>
          <MonthCells sums={total} paid={paid} currency={currency} />
        </Row>
      </TableFoot>
    </Table>
  );
}

function MonthCells({
  sums,
  paid,
  currency,
}: {
  readonly sums: EarningsSums;
  readonly paid: bigint;
  readonly currency: Currency;
}) {
  return (
    <>
      <SumCells sums={sums} currency={currency} />
      <Cell label="Paid" numeric>
        <Amount minor={paid} currency={currency} />
      </Cell>
    </>
  );
}
