import Link from "next/link";
import { Amount } from "@/components/ui/amount";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Section } from "@/components/ui/page-heading";
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
import type { PayoutSummary } from "@/db/queries/payouts";
import { periodName } from "@/lib/domain/words/period-words";

const SHOWN_MAX = 50;

/** What this developer was and is being paid, newest first. */
export function DeveloperPayouts({ payouts }: { readonly payouts: readonly PayoutSummary[] }) {
  return (
    <Section
      title="Payouts"
      sentence={
        payouts.length > SHOWN_MAX ? `The newest ${SHOWN_MAX} of ${payouts.length}.` : undefined
      }
    >
      <Card flush>
        {payouts.length === 0 ? (
          <EmptyState title="No payouts yet">
            The first one appears once a run that pays them is prepared.
          </EmptyState>
        ) : (
          <Table caption="Payouts, newest first">
            <TableHead>
              <HeaderCell>Period</HeaderCell>
              <HeaderCell>Status</HeaderCell>
              <HeaderCell>Prepared</HeaderCell>
              <HeaderCell numeric>Amount</HeaderCell>
            </TableHead>
            <TableBody>
              {payouts.slice(0, SHOWN_MAX).map((payout) => (
                <Row key={payout.id} linked>
                  <RowHeader>
                    <Link href={`/admin/payouts/${payout.id}`}>{periodName(payout.period)}</Link>
                    {payout.sale ? (
                      <span className="block text-xs font-normal text-muted">
                        the sale <span className="font-mono">{payout.sale.externalId}</span>
                      </span>
                    ) : null}
                  </RowHeader>
                  <Cell label="Status">
                    <StatusBadge status={payout.state} />
                  </Cell>
                  <Cell label="Prepared">
                    <Instant at={payout.createdAt.toISOString()} />
                  </Cell>
                  <Cell label="Amount" numeric>
                    <Amount {...payout.amount} />
                  </Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
    </Section>
  );
}
