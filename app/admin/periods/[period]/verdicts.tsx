import Link from "next/link";
import { Amount } from "@/components/ui/amount";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/page-heading";
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
import type { Verdict } from "@/db/queries/payable";
import { countWords, sumByCurrency, sumWords } from "@/lib/domain/words/sum-words";
import { SkipsTable } from "./skips-table";

/** What a run would do, before anything is claimed: who would be paid, who not and why. */
export function Verdicts({
  verdicts,
  title,
}: {
  readonly verdicts: readonly Verdict[];
  readonly title: string;
}) {
  const payable = verdicts.filter(({ reason }) => reason === undefined);
  const skipped = verdicts.flatMap(({ reason, ...facts }) =>
    reason ? [{ ...facts, reason }] : [],
  );
  if (verdicts.length === 0) {
    return (
      <EmptyState title="No unsettled money">
        Every balance through the end of this month is in a payout or zero.
      </EmptyState>
    );
  }
  return (
    <Section
      title={title}
      sentence={
        payable.length === 0
          ? "Nobody could be paid; each reason is below."
          : `${countWords(payable.length, "payout")}, ${sumWords(payable.map(({ amount }) => amount))}, with everything carried over from earlier months.`
      }
    >
      {payable.length > 0 ? <PayableTable payable={payable} /> : null}
      {skipped.length > 0 ? <SkipsTable skips={skipped} /> : null}
    </Section>
  );
}

function PayableTable({ payable }: { readonly payable: readonly Verdict[] }) {
  return (
    <Card flush>
      <Table caption="Developers who would be paid">
        <TableHead>
          <HeaderCell>Developer</HeaderCell>
          <HeaderCell numeric>Would be paid</HeaderCell>
        </TableHead>
        <TableBody>
          {payable.map(({ developerId, developerName, amount }) => (
            <Row key={`${developerId}:${amount.currency}`} linked>
              <RowHeader>
                <Link href={`/admin/developers/${developerId}`}>
                  <bdi>{developerName}</bdi>
                </Link>
              </RowHeader>
              <Cell label="Would be paid" numeric>
                <Amount {...amount} />
              </Cell>
            </Row>
          ))}
        </TableBody>
        <TableFoot>
          {sumByCurrency(payable.map(({ amount }) => amount)).map((total) => (
            <Row key={total.currency}>
              <RowHeader>Total in {total.currency.toUpperCase()}</RowHeader>
              <Cell label="Would be paid" numeric>
                <Amount {...total} />
              </Cell>
            </Row>
          ))}
        </TableFoot>
      </Table>
    </Card>
  );
}
