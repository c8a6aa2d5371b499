import Link from "next/link";
import { Amount } from "@/components/ui/amount";
import { Instant } from "@/components/ui/instant";
import { StatusBadge } from "@/components/ui/status-badge";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableHead,
} from "@/components/ui/table";
import type { DeveloperPayout } from "@/db/queries/developer-payouts";
import { periodName } from "@/lib/domain/words/period-words";

export function PayoutsTable({ payouts }: { readonly payouts: readonly DeveloperPayout[] }) {
  return (
    <Table caption="Payouts, newest first">
      <TableHead>
        <HeaderCell>Payout</HeaderCell>
        <HeaderCell>State</HeaderCell>
        <HeaderCell>Prepared</HeaderCell>
        <HeaderCell>Paid</HeaderCell>
        <HeaderCell numeric>Amount</HeaderCell>
      </TableHead>
      <TableBody>
        {payouts.map((payout) => (
          <Row key={payout.id} linked>
            <RowHeader>
              <Link href={`/payouts/${payout.id}`} className="font-medium hover:underline">
                {payoutName(payout)}
              </Link>
            </RowHeader>
            <Cell label="State">
              <StatusBadge status={payout.state} />
            </Cell>
            <Cell label="Prepared">
              <Instant at={payout.createdAt.toISOString()} dateOnly />
            </Cell>
            <Cell label="Paid">
              {payout.paidAt ? <Instant at={payout.paidAt.toISOString()} dateOnly /> : "–"}
            </Cell>
            <Cell label="Amount" numeric strong>
              <Amount minor={payout.amount.minor} currency={payout.amount.currency} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function payoutName({ period, saleId, pluginName }: DeveloperPayout): string {
  if (saleId !== undefined) return `${periodName(period)}, one sale`;
  return pluginName === undefined ? periodName(period) : `${periodName(period)}, one plugin`;
}
