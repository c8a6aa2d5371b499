import { Amount } from "@/components/ui/amount";
import { Cell } from "@/components/ui/table";
import type { Currency } from "@/lib/domain/currency";
import { type EarningsSums, grossSales } from "@/lib/domain/earnings";
import { number } from "./count-words";

/** The columns that every table of earnings has: counts, gross, refunds, share. */
export function SumCells({
  sums,
  currency,
}: {
  readonly sums: EarningsSums;
  readonly currency: Currency;
}) {
  return (
    <>
      <Cell label="Paid installs" numeric>
        {number(sums.installs)}
      </Cell>
      <Cell label="Free installs" numeric>
        {number(sums.freeInstalls)}
      </Cell>
      <Cell label="Renewals" numeric>
        {number(sums.renewals)}
      </Cell>
      <Cell label="Gross sales" numeric>
        <Amount minor={grossSales(sums)} currency={currency} />
      </Cell>
      <Cell label="Refunds" numeric>
        <Amount minor={sums.refundedAmount} currency={currency} />
      </Cell>
      <Cell label="Your share" numeric strong>
        <Amount minor={sums.developerShare} currency={currency} />
      </Cell>
    </>
  );
}
