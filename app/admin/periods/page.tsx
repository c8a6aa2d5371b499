import { CalendarCheck } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { deps } from "@/app/deps";
import { Amount } from "@/components/ui/amount";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeading } from "@/components/ui/page-heading";
import { PeriodName } from "@/components/ui/period-name";
import { TableSkeleton, Waiting } from "@/components/ui/skeleton";
import {
  Cell,
  HeaderCell,
  Row,
  RowHeader,
  Table,
  TableBody,
  TableHead,
} from "@/components/ui/table";
import { findPeriods, type PeriodOverview, type PeriodTotals } from "@/db/queries/periods";
import type { AdminActor } from "@/lib/auth/actor";
import { requireAdmin } from "@/lib/auth/guards";
import { nextStep } from "./next-step";
import { PeriodStateBadge } from "./period-state-badge";

export const metadata: Metadata = { title: "Periods" };

export default async function PeriodsPage() {
  const admin = await requireAdmin();
  return (
    <>
      <PageHeading
        title="Periods"
        sentence="Which months are closed, what they owe developers, and what to do next."
        actions={
          <ButtonLink href="/admin/payouts" size="small">
            Sales paid at once
          </ButtonLink>
        }
      />
      <Suspense
        fallback={
          <Waiting for="the periods">
            <TableSkeleton rows={8} columns={5} />
          </Waiting>
        }
      >
        <Periods admin={admin} />
      </Suspense>
    </>
  );
}

async function Periods({ admin }: { readonly admin: AdminActor }) {
  const { db, now, zone } = deps();
  const periods = await findPeriods(db, admin, { now: now(), zone });
  if (periods.length === 0) {
    return (
      <EmptyState icon={CalendarCheck} title="No periods yet">
        A month appears here with the first event that is recorded in it, by the API, an import or
        the form under Events.
      </EmptyState>
    );
  }
  return (
    <Card flush>
      <Table caption="Accounting periods, newest first" roomy>
        <TableHead>
          <HeaderCell>Period</HeaderCell>
          <HeaderCell>State</HeaderCell>
          <HeaderCell numeric>Earned by developers</HeaderCell>
          <HeaderCell numeric>Not in a payout</HeaderCell>
          <HeaderCell numeric>On its way</HeaderCell>
          <HeaderCell numeric>Paid</HeaderCell>
          <HeaderCell>Next step</HeaderCell>
        </TableHead>
        <TableBody>
          {periods.map((overview) => (
            <Row key={overview.period} linked>
              <RowHeader>
                <Link href={`/admin/periods/${overview.period}`}>
                  <PeriodName period={overview.period} zone={zone} />
                </Link>
              </RowHeader>
              <Cell label="State">
                <PeriodStateBadge state={overview.state} />
              </Cell>
              <Totals label="Earned by developers" overview={overview} of="earned" />
              <Totals label="Not in a payout" overview={overview} of="unsettled" />
              <Totals label="On its way" overview={overview} of="onItsWay" />
              <Totals label="Paid" overview={overview} of="paid" />
              <Cell label="Next step">{nextStep(overview, periods)}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

function Totals(props: {
  readonly label: string;
  readonly overview: PeriodOverview;
  readonly of: Exclude<keyof PeriodTotals, "currency">;
}) {
  return (
    <Cell label={props.label} numeric>
      <div>
        {props.overview.totals.map((totals) => (
          <Amount
            key={totals.currency}
            minor={totals[props.of]}
            currency={totals.currency}
            className="block"
          />
        ))}
      </div>
    </Cell>
  );
}
