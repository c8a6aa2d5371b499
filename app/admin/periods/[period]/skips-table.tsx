import Link from "next/link";
import { SkipReason } from "@/app/admin/skip-reason";
import { Amount } from "@/components/ui/amount";
import { Card } from "@/components/ui/card";
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
import type { RunSkip } from "@/db/queries/run-skips";
import { countWords, sumByCurrency } from "@/lib/domain/words/sum-words";

/** Who is left out, with the amount, the reason and what would change it. */
export function SkipsTable({ skips }: { readonly skips: readonly RunSkip[] }) {
  return (
    <div className="mt-6">
      <h3 className="mb-2 text-base font-semibold">
        {countWords(skips.length, "balance")} skipped
      </h3>
      <Card flush>
        <Table caption="Balances that are not paid, and why">
          <TableHead>
            <HeaderCell>Developer</HeaderCell>
            <HeaderCell>Reason</HeaderCell>
            <HeaderCell numeric>Carried over</HeaderCell>
          </TableHead>
          <TableBody>
            {skips.map((skip) => (
              <Row key={`${skip.developerId}:${skip.amount.currency}`} linked>
                <RowHeader>
                  <Link href={`/admin/developers/${encodeURIComponent(skip.developerId)}`}>
                    <bdi>{skip.developerName}</bdi>
                  </Link>
                </RowHeader>
                <Cell label="Reason">
                  <SkipReason skip={skip} />
                </Cell>
                <Cell label="Carried over" numeric>
                  <Amount {...skip.amount} />
                </Cell>
              </Row>
            ))}
          </TableBody>
          <TableFoot>
            {sumByCurrency(skips.map(({ amount }) => amount)).map((total) => (
              <Row key={total.currency}>
                <RowHeader>Total in {total.currency.toUpperCase()}</RowHeader>
                <Cell label="" />
                <Cell label="Carried over" numeric>
                  <Amount {...total} />
                </Cell>
              </Row>
            ))}
          </TableFoot>
        </Table>
      </Card>
    </div>
  );
}
