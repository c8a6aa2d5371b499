import { Send } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { Debts } from "@/app/debts";
import { deps } from "@/app/deps";
import { pageNumber, type SearchParams } from "@/app/search-params";
import { Amount } from "@/components/ui/amount";
import { Card, Figure, Figures } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeading } from "@/components/ui/page-heading";
import { Pagination } from "@/components/ui/pagination";
import { FiguresSkeleton, TableSkeleton, Waiting } from "@/components/ui/skeleton";
import { findDeveloperPayouts } from "@/db/queries/developer-payouts";
import { findWhereabouts } from "@/db/queries/developer-summary";
import { requireDeveloper } from "@/lib/auth/guards";
import type { DeveloperId } from "@/lib/domain/ids";
import { currencyName } from "@/lib/domain/words/currency-words";
import { HoldNotice } from "../hold-notice";
import { pageSummary } from "../page-summary";
import { UnpaidNotices } from "../unpaid-notices";
import { PayoutsTable } from "./payouts-table";
import { ScheduleNotice } from "./schedule-notice";

export const metadata: Metadata = { title: "Payouts" };

const PAGE_SIZE = 50;

export default async function PayoutsPage({
  searchParams,
}: {
  readonly searchParams: SearchParams;
}) {
  const { developerId } = await requireDeveloper();
  const page = pageNumber((await searchParams).page);
  return (
    <>
      <PageHeading
        title="Payouts"
        sentence="What has been paid to you, what is on its way, and why something was not paid."
      />
      <Suspense
        key={page}
        fallback={
          <Waiting for="your payouts">
            <FiguresSkeleton count={3} />
            <div className="mt-4">
              <TableSkeleton rows={8} columns={4} />
            </div>
          </Waiting>
        }
      >
        <HoldNotice developerId={developerId} />
        <ScheduleNotice developerId={developerId} />
        <UnpaidNotices developerId={developerId} />
        <Debts developerId={developerId} who="you" />
        <Whereabouts developerId={developerId} />
        <PayoutList developerId={developerId} page={page} />
      </Suspense>
    </>
  );
}

async function Whereabouts({ developerId }: { readonly developerId: DeveloperId }) {
  const whereabouts = await findWhereabouts(deps().db, developerId);
  return whereabouts.map(({ currency, outstanding, onItsWay, paid }) => (
    <Figures key={currency} className="mb-4">
      <Figure
        label="Outstanding"
        value={<Amount minor={outstanding} currency={currency} />}
        detail={`${currencyName(currency)}, ${outstanding < 0n ? "owed by you" : "not sent yet"}`}
      />
      <Figure
        label="On its way"
        value={<Amount minor={onItsWay} currency={currency} />}
        detail="approved, not confirmed by Stripe yet"
      />
      <Figure
        label="Paid so far"
        value={<Amount minor={paid} currency={currency} />}
        detail="all payouts ever"
      />
    </Figures>
  ));
}

async function PayoutList({
  developerId,
  page,
}: {
  readonly developerId: DeveloperId;
  readonly page: number;
}) {
  const offset = (page - 1) * PAGE_SIZE;
  const { payouts, total } = await findDeveloperPayouts(deps().db, developerId, {
    offset,
    limit: PAGE_SIZE,
  });
  if (payouts.length === 0) {
    return (
      <Card>
        <EmptyState icon={Send} title={page === 1 ? "No payouts yet" : "This page is empty"}>
          After a month ends, the marketplace closes it and pays everybody whose balance reaches the
          minimum and whose payout account is ready.
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card title="All payouts" flush>
      <PayoutsTable payouts={payouts} />
      <Pagination
        summary={pageSummary({ offset, shown: payouts.length, total, what: "Payouts" })}
        previousHref={page > 1 ? `/payouts?page=${page - 1}` : undefined}
        nextHref={offset + payouts.length < total ? `/payouts?page=${page + 1}` : undefined}
      />
    </Card>
  );
}
