import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { deps } from "@/app/deps";
import { payoutSteps } from "@/app/payout-steps";
import { ReversalsTable } from "@/app/reversals-table";
import { LiveRefresh } from "@/components/forms/live-refresh";
import { Actor } from "@/components/ui/actor";
import { Alert } from "@/components/ui/alert";
import { Amount } from "@/components/ui/amount";
import { Card } from "@/components/ui/card";
import { type Fact, Facts } from "@/components/ui/facts";
import { Instant } from "@/components/ui/instant";
import { PageHeading } from "@/components/ui/page-heading";
import { TableSkeleton, Waiting } from "@/components/ui/skeleton";
import { StatusBadge } from "@/components/ui/status-badge";
import { Timeline } from "@/components/ui/timeline";
import { findLastReconcile, type LastReconcile } from "@/db/queries/check-results";
import {
  findDeveloperPayout,
  findPayoutAttempts,
  findPayoutReturns,
} from "@/db/queries/developer-payouts";
import { findPayout, type PayoutSummary } from "@/db/queries/payouts";
import { findReversals, type PayoutReversal } from "@/db/queries/reversals";
import { requireAdmin } from "@/lib/auth/guards";
import { failureWords } from "@/lib/domain/failure";
import { parsePayoutId } from "@/lib/domain/ids";
import { subtract } from "@/lib/domain/money";
import { hasTransfer, isSettled } from "@/lib/domain/payout";
import { payoutMeaning } from "@/lib/domain/words/payout-words";
import { periodName } from "@/lib/domain/words/period-words";
import { RetryCard } from "./retry-card";
import { ReverseCard } from "./reverse-card";
import { SaleActs } from "./sale-acts";

export const metadata: Metadata = { title: "Payout" };

type Props = { readonly params: Promise<{ readonly id: string }> };

/** One payout, and taking it back. */
export default async function PayoutPage({ params }: Props) {
  const admin = await requireAdmin();
  const id = parsePayoutId((await params).id);
  if (!id.ok) notFound();
  const { db } = deps();
  const payout = await findPayout(db, admin, id.value);
  if (!payout) notFound();
  const [reversals, compared] = await Promise.all([
    findReversals(db, payout.developerId, payout.id),
    findLastReconcile(db, admin),
  ]);
  const { amount, state } = payout;
  return (
    <>
      <PageHeading
        back={cameFrom(payout)}
        title={<Amount {...amount} />}
        badges={<StatusBadge status={state} explained={false} />}
        sentence={payoutMeaning(payout)}
      />
      {isSettled(state) || state === "ready" ? null : <LiveRefresh />}
      <Unreconciled payoutId={payout.id} compared={compared} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card title="Details">
          <Facts facts={factsOf(payout)} className="-my-2" />
        </Card>
        <Suspense
          fallback={
            <Waiting for="what happened to this payout">
              <TableSkeleton rows={4} columns={2} />
            </Waiting>
          }
        >
          <WhatHappened payout={payout} />
        </Suspense>
        <SaleActs payout={payout} />
        <RetryCard admin={admin} payout={payout} />
        {hasTransfer(state) ? (
          <ReverseCard
            payoutId={payout.id}
            developerName={payout.developerName}
            left={subtract(amount, payout.reversed)}
            isOpen={reversals.some(isOpen)}
          />
        ) : null}
      </div>
      {reversals.length === 0 ? null : (
        <Card title="Reversals" className="mt-6" flush>
          <ReversalsTable reversals={reversals} currency={amount.currency} withAuthors />
        </Card>
      )}
    </>
  );
}

/** The page that lists this payout: its run's, or that of sales paid at once. */
function cameFrom({ period, runId, sale }: PayoutSummary): { href: string; label: string } {
  if (sale) return { href: "/admin/payouts", label: "Sales paid at once" };
  const ofRun = runId ? `?run=${runId}` : "";
  return { href: `/admin/periods/${period}${ofRun}`, label: periodName(period) };
}

/** What the last comparison with Stripe could not settle about this payout. */
function Unreconciled({
  payoutId,
  compared,
}: {
  readonly payoutId: string;
  readonly compared: LastReconcile | undefined;
}) {
  const found = compared?.differences.filter((difference) => difference.payoutId === payoutId);
  if (!compared || !found || found.length === 0) return null;
  return (
    <Alert tone="problem" title="Stripe and the books differ about this payout" className="mb-6">
      {found.map(({ transferId, detail }) => (
        <p key={`${transferId} ${detail}`}>
          {detail} {transferId ? <code className="font-mono text-xs">{transferId}</code> : null}
        </p>
      ))}
      <p className="mt-1">
        Found on <Instant at={compared.startedAt.toISOString()} />. Look at the transfer in Stripe,
        mend what differs there, then{" "}
        <Link href="/admin/health" className="underline">
          compare again
        </Link>
        .
      </p>
    </Alert>
  );
}

/** Each step with its time, as the developer sees it too. */
async function WhatHappened({ payout: { id, developerId } }: { readonly payout: PayoutSummary }) {
  const { db } = deps();
  const [payout, attempts, { takenBack }] = await Promise.all([
    findDeveloperPayout(db, developerId, id),
    findPayoutAttempts(db, developerId, id),
    findPayoutReturns(db, developerId, id),
  ]);
  if (!payout) return null;
  return (
    <Card title="What happened">
      <Timeline steps={payoutSteps(payout, attempts, takenBack)} />
    </Card>
  );
}

function isOpen({ state }: PayoutReversal): boolean {
  return state === "requested" || state === "unknown";
}

function factsOf(payout: PayoutSummary): readonly Fact[] {
  const { approvedBy, approvedAt, paidAt, failureCode, reversed, state } = payout;
  const failure = failureCode ? failureWords(failureCode) : undefined;
  const code = (text: string) => <span className="font-mono text-xs wrap-anywhere">{text}</span>;
  const developer = (
    <Link
      href={`/admin/developers/${encodeURIComponent(payout.developerId)}`}
      className="underline"
    >
      <bdi>{payout.developerName}</bdi>
    </Link>
  );
  return [
    { label: "Developer", value: developer },
    ...(payout.sale
      ? [{ label: "For the sale", value: <SaleLink id={payout.sale.externalId} /> }]
      : []),
    ...(payout.sourceCharge
      ? [{ label: "From the charge", value: code(payout.sourceCharge) }]
      : []),
    ...(reversed.minor > 0n
      ? [
          {
            label: "Taken back",
            value: <Amount minor={-reversed.minor} currency={reversed.currency} />,
          },
        ]
      : []),
    ...(approvedBy && approvedAt
      ? [{ label: "Approved by", value: <Actor name={approvedBy} /> }]
      : []),
    ...(paidAt ? [{ label: "Paid", value: <Instant at={paidAt.toISOString()} /> }] : []),
    ...(failure ? [{ label: "Failed", value: failure.reason }] : []),
    ...(failure && state === "failed" ? [{ label: "What to do", value: failure.remedy }] : []),
    { label: "To Stripe account", value: code(payout.destination) },
    {
      label: "Stripe transfer",
      value: payout.transferId ? code(payout.transferId) : "none yet",
    },
    { label: "Reference", value: code(payout.id) },
  ];
}

function SaleLink({ id }: { readonly id: string }) {
  return (
    <Link
      href={`/admin/events?q=${encodeURIComponent(id)}`}
      className="font-mono text-xs underline wrap-anywhere"
    >
      {id}
    </Link>
  );
}
