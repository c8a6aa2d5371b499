import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Suspense } from "react";
import { deps } from "@/app/deps";
import { payoutSteps } from "@/app/payout-steps";
import { ReversalsTable } from "@/app/reversals-table";
import { Alert } from "@/components/ui/alert";
import { Amount } from "@/components/ui/amount";
import { Card } from "@/components/ui/card";
import { type Fact, Facts } from "@/components/ui/facts";
import { PageHeading } from "@/components/ui/page-heading";
import { TableSkeleton, Waiting } from "@/components/ui/skeleton";
import { StatusBadge } from "@/components/ui/status-badge";
import { Timeline } from "@/components/ui/timeline";
import type { Tone } from "@/components/ui/tone";
import {
  type DeveloperPayout,
  findDeveloperPayout,
  findPayoutAttempts,
  findPayoutReturns,
} from "@/db/queries/developer-payouts";
import { findReversals } from "@/db/queries/reversals";
import { requireDeveloper } from "@/lib/auth/guards";
import { failureWords } from "@/lib/domain/failure";
import { parsePayoutId } from "@/lib/domain/ids";
import { PAYOUT_WORDS, payoutMeaning, payoutScope } from "@/lib/domain/words/payout-words";
import { TURN_WORDS } from "@/lib/domain/words/turn-words";
import { PayoutParts } from "./payout-parts";

export const metadata: Metadata = { title: "Payout" };

type Props = { readonly params: Promise<{ readonly id: string }> };

export default async function PayoutPage({ params }: Props) {
  const { developerId } = await requireDeveloper();
  const id = parsePayoutId((await params).id);
  if (!id.ok) notFound();
  const { db } = deps();
  const payout = await findDeveloperPayout(db, developerId, id.value);
  if (!payout) notFound();
  const [attempts, { takenBack, paidAgain }, reversals] = await Promise.all([
    findPayoutAttempts(db, developerId, id.value),
    findPayoutReturns(db, developerId, id.value),
    findReversals(db, developerId, id.value),
  ]);
  const { amount, state } = payout;
  return (
    <>
      <PageHeading
        back={{ href: "/payouts", label: "Payouts" }}
        title={<Amount minor={amount.minor} currency={amount.currency} />}
        badges={<StatusBadge status={state} explained={false} />}
        sentence={payoutScope(payout)}
      />
      <WhoseTurn payout={payout} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
        <Card title="What happened">
          <Timeline steps={payoutSteps(payout, attempts, takenBack)} />
        </Card>
        <Card title="Details">
          <Facts facts={factsOf(payout)} className="-my-2" />
        </Card>
      </div>
      {reversals.length === 0 ? null : (
        <Card title="Reversals" className="mt-4" flush>
          <ReversalsTable reversals={reversals} currency={amount.currency} />
        </Card>
      )}
      <Card
        title="What it is made of"
        description={
          state === "canceled"
            ? "Nothing anymore: its parts went back to your balance."
            : "Each line opens the statement it comes from."
        }
        flush
        className="mt-4"
      >
        <Suspense
          fallback={
            <Waiting for="the parts of this payout">
              <TableSkeleton rows={5} columns={3} />
            </Waiting>
          }
        >
          <PayoutParts developerId={developerId} payout={payout} paidAgain={paidAgain} />
        </Suspense>
      </Card>
    </>
  );
}

const TONES: Readonly<Record<DeveloperPayout["state"], Tone>> = {
  ready: "neutral",
  approved: "waiting",
  submitting: "waiting",
  unknown: "attention",
  paid: "positive",
  failed: "problem",
  partly_reversed: "attention",
  reversed: "attention",
  canceled: "neutral",
};

function WhoseTurn({ payout }: { readonly payout: DeveloperPayout }) {
  const { state, failureCode } = payout;
  const meaning = payoutMeaning(payout);
  const { turn } = PAYOUT_WORDS[state];
  const failure = state === "failed" && failureCode ? failureWords(failureCode) : undefined;
  return (
    <Alert tone={TONES[state]} title={failure ? failure.reason : meaning} className="mb-4">
      {failure ? `${meaning} ` : ""}
      {TURN_WORDS[turn]}.
    </Alert>
  );
}

function factsOf(payout: DeveloperPayout): readonly Fact[] {
  const { amount, destination, transferId, reversed, id } = payout;
  const code = (text: string) => <span className="font-mono text-xs">{text}</span>;
  return [
    { label: "Amount", value: <Amount minor={amount.minor} currency={amount.currency} /> },
    ...(reversed === 0n
      ? []
      : [
          {
            label: "Taken back",
            value: <Amount minor={-reversed} currency={amount.currency} />,
          },
        ]),
    ...(payout.saleId === undefined ? [] : [{ label: "Sale", value: code(payout.saleId) }]),
    { label: "To Stripe account", value: code(destination) },
    { label: "Stripe transfer", value: transferId ? code(transferId) : "none yet" },
    { label: "Reference", value: code(id) },
  ];
}
