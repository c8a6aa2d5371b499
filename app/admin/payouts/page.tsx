import { Send } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { deps } from "@/app/deps";
import { Amount } from "@/components/ui/amount";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { PageHeading, Section } from "@/components/ui/page-heading";
import { TableSkeleton, Waiting } from "@/components/ui/skeleton";
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
import { findInstantPayouts, type PayoutSummary } from "@/db/queries/payouts";
import { findNewestSaleSkips } from "@/db/queries/sale-skips";
import type { AdminActor } from "@/lib/auth/actor";
import { requireAdmin } from "@/lib/auth/guards";
import { LeftSales } from "./left-sales";

export const metadata: Metadata = { title: "Sales paid at once" };

const SHOWN = 50;

/** What left by itself, sale by sale, for developers on the instant schedule, and what did not. */
export default async function InstantPayoutsPage() {
  const admin = await requireAdmin();
  return (
    <>
      <PageHeading
        back={{ href: "/admin/periods", label: "Periods" }}
        title="Sales paid at once"
        sentence="For developers who are paid sale by sale. How somebody is paid, you choose on their page."
      />
      <Suspense
        fallback={
          <Waiting for="the payouts">
            <TableSkeleton rows={8} columns={4} />
          </Waiting>
        }
      >
        <Payouts admin={admin} />
      </Suspense>
    </>
  );
}

async function Payouts({ admin }: { readonly admin: AdminActor }) {
  const { db } = deps();
  const [{ forPerson, newest }, skips] = await Promise.all([
    findInstantPayouts(db, admin, SHOWN),
    findNewestSaleSkips(db, admin, { limit: SHOWN }),
  ]);
  if (newest.length === 0 && skips.length === 0) {
    return (
      <EmptyState icon={Send} title="No sale was paid at once yet">
        Once a developer is set to be paid at once, each of their sales appears here.
      </EmptyState>
    );
  }
  return (
    <>
      {forPerson.length > 0 ? (
        <Section title="Wait for you" sentence="To be approved, or to be tried again.">
          <Card flush>
            <PayoutsTable caption="Payouts that wait for you" payouts={forPerson} />
          </Card>
        </Section>
      ) : null}
      {newest.length > 0 ? (
        <Section title="Newest">
          <Card flush>
            <PayoutsTable caption="Newest payouts of single sales" payouts={newest} />
          </Card>
        </Section>
      ) : null}
      <LeftSales skips={skips} />
    </>
  );
}

function PayoutsTable({
  caption,
  payouts,
}: {
  readonly caption: string;
  readonly payouts: readonly PayoutSummary[];
}) {
  return (
    <Table caption={caption}>
      <TableHead>
        <HeaderCell>Sale</HeaderCell>
        <HeaderCell>Developer</HeaderCell>
        <HeaderCell>Status</HeaderCell>
        <HeaderCell>Prepared</HeaderCell>
        <HeaderCell numeric>Amount</HeaderCell>
      </TableHead>
      <TableBody>
        {payouts.map((payout) => (
          <Row key={payout.id} linked>
            <RowHeader>
              <Link href={`/admin/payouts/${payout.id}`} className="font-mono text-sm">
                {payout.sale?.externalId}
              </Link>
            </RowHeader>
            <Cell label="Developer">
              <bdi>{payout.developerName}</bdi>
            </Cell>
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
  );
}
