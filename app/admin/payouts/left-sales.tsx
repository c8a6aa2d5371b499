import Link from "next/link";
import { SaleSkipNote } from "@/app/sale-skip-note";
import { Amount } from "@/components/ui/amount";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/page-heading";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableHead,
} from "@/components/ui/table";
import type { ListedSaleSkip } from "@/db/queries/sale-skips";
import { SALE_SKIP_LABELS } from "@/lib/domain/words/sale-skip-words";

/** Sales that were to be paid at once and were not: why, and what became of each. */
export function LeftSales({ skips }: { readonly skips: readonly ListedSaleSkip[] }) {
  if (skips.length === 0) return null;
  return (
    <Section
      title="Left for the month’s run"
      sentence="Not paid at once, the newest first: why, as it was then, and what has them now."
    >
      <Card flush>
        <Table caption="Sales that were left for the month’s run">
          <TableHead>
            <HeaderCell>Sale</HeaderCell>
            <HeaderCell>Developer</HeaderCell>
            <HeaderCell>Why</HeaderCell>
            <HeaderCell>Left</HeaderCell>
            <HeaderCell numeric>Amount</HeaderCell>
          </TableHead>
          <TableBody>
            {skips.map((skip) => (
              <LeftSale key={`${skip.eventId} ${skip.developerId}`} skip={skip} />
            ))}
          </TableBody>
        </Table>
      </Card>
    </Section>
  );
}

function LeftSale({ skip }: { readonly skip: ListedSaleSkip }) {
  const { externalId } = skip.sale;
  return (
    <Row>
      <RowHeader>
        <Link
          href={`/admin/events?q=${encodeURIComponent(externalId)}`}
          className="block py-0.5 font-mono text-sm wrap-anywhere hover:underline"
        >
          {externalId}
        </Link>
      </RowHeader>
      <Cell label="Developer">
        <Link
          href={`/admin/developers/${skip.developerId}`}
          className="block py-0.5 hover:underline"
        >
          <bdi>{skip.developerName}</bdi>
        </Link>
      </Cell>
      <Cell label="Why">
        <div>
          <span className="block font-medium">{SALE_SKIP_LABELS[skip.reason]}</span>
          <SaleSkipNote skip={skip} who="they" />
        </div>
      </Cell>
      <Cell label="Left">
        <Instant at={skip.at.toISOString()} />
      </Cell>
      <Cell label="Amount" numeric>
        <Amount {...skip.amount} />
      </Cell>
    </Row>
  );
}
