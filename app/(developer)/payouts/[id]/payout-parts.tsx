import Link from "next/link";
import { deps } from "@/app/deps";
import { Amount } from "@/components/ui/amount";
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
import {
  type DeveloperPayout,
  findPayoutParts,
  type PayoutReturn,
} from "@/db/queries/developer-payouts";
import type { Currency } from "@/lib/domain/currency";
import type { DeveloperId } from "@/lib/domain/ids";
import { periodName } from "@/lib/domain/words/period-words";
import { eventsHref } from "../../earnings/[period]/events-href";

type Props = {
  readonly developerId: DeveloperId;
  readonly payout: DeveloperPayout;
  /** What it pays again, because it was taken back of earlier payouts. */
  readonly paidAgain: readonly PayoutReturn[];
};

/** The months and plugins whose money a payout pays. They add up to its amount. */
export async function PayoutParts({ developerId, payout, paidAgain }: Props) {
  const parts = await findPayoutParts(deps().db, developerId, payout.id);
  const { currency } = payout.amount;
  if (parts.length === 0 && paidAgain.length === 0) {
    return <p className="px-4 py-8 text-center text-sm text-muted">Nothing is held by it.</p>;
  }
  const again = paidAgain.reduce((sum, { amount }) => sum + amount, 0n);
  const total = parts.reduce((sum, { share }) => sum + share, again);
  const gross = parts.reduce((sum, part) => sum + part.gross, 0n);
  return (
    <Table caption="What the payout is made of">
      <TableHead>
        <HeaderCell>Plugin</HeaderCell>
        <HeaderCell>Month</HeaderCell>
        <HeaderCell numeric>Net sales</HeaderCell>
        <HeaderCell numeric>Your share</HeaderCell>
      </TableHead>
      <TableBody>
        {parts.map(({ period, pluginId, pluginName, share, gross: sales }) => (
          <Row key={`${period} ${pluginId}`} linked>
            <RowHeader>
              <Link
                href={eventsHref(period, { currency, pluginId })}
                className="font-medium hover:underline"
              >
                <bdi>{pluginName}</bdi>
              </Link>
            </RowHeader>
            <Cell label="Month">
              <Link href={`/earnings/${period}#${currency}`} className="hover:underline">
                {periodName(period)}
              </Link>
            </Cell>
            <Cell label="Net sales" numeric>
              <Amount minor={sales} currency={currency} />
            </Cell>
            <Cell label="Your share" numeric strong>
              <Amount minor={share} currency={currency} />
            </Cell>
          </Row>
        ))}
        <PaidAgainRows paidAgain={paidAgain} currency={currency} />
      </TableBody>
      <TableFoot>
        <Row>
          <RowHeader>Total</RowHeader>
          <Cell label="" />
          <Cell label="Net sales" numeric>
            <Amount minor={gross} currency={currency} />
          </Cell>
          <Cell label="Your share" numeric>
            <Amount minor={total} currency={currency} />
          </Cell>
        </Row>
      </TableFoot>
    </Table>
  );
}

function PaidAgainRows({
  paidAgain,
  currency,
}: Pick<Props, "paidAgain"> & { readonly currency: Currency }) {
  return paidAgain.map(({ id, amount, from }) => (
    <Row key={id} linked>
      <RowHeader>
        <Link href={`/payouts/${from.payoutId}`} className="font-medium hover:underline">
          Taken back before, paid again
        </Link>
      </RowHeader>
      <Cell label="Month">{periodName(from.period)}</Cell>
      <Cell label="Net sales" />
      <Cell label="Your share" numeric strong>
        <Amount minor={amount} currency={currency} />
      </Cell>
    </Row>
  ));
}
