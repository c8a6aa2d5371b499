import {
  Ban,
  CheckCircle2,
  CircleDashed,
  LoaderCircle,
  SearchCheck,
  Send,
  ThumbsUp,
  Undo2,
  XCircle,
} from "lucide-react";
import { Amount } from "@/components/ui/amount";
import { Instant } from "@/components/ui/instant";
import type { Step } from "@/components/ui/timeline";
import type { DeveloperPayout, PayoutAttempt, PayoutReturn } from "@/db/queries/developer-payouts";
import { failureWords } from "@/lib/domain/failure";
import type { PayoutWait } from "@/lib/domain/payout";

/** What happened to a payout so far, and what comes next. */
export function payoutSteps(
  payout: DeveloperPayout,
  attempts: readonly PayoutAttempt[],
  takenBack: readonly PayoutReturn[],
): readonly Step[] {
  const { approvedAt, canceledAt, createdAt, amount } = payout;
  const steps: Step[] = [
    { id: "prepared", icon: CircleDashed, tone: "neutral", title: "Prepared", when: at(createdAt) },
  ];
  if (approvedAt) {
    const title = "Approved by the marketplace";
    steps.push({ id: "approved", icon: ThumbsUp, tone: "neutral", title, when: at(approvedAt) });
  }
  steps.push(...attempts.map((attempt) => attemptStep(attempt, attempts.length)));
  if (canceledAt) {
    const title = "Canceled; the money went back to your balance";
    steps.push({ id: "canceled", icon: Ban, tone: "neutral", title, when: at(canceledAt) });
  }
  for (const { id, amount: minor, returnedAt, isPaidAgain } of takenBack) {
    const title = (
      <>
        <Amount minor={minor} currency={amount.currency} /> taken back through Stripe
      </>
    );
    const detail = isPaidAgain
      ? "Part of a later payout."
      : "Owed to you again, and part of the next payout.";
    steps.push({ id, icon: Undo2, tone: "attention", title, when: at(returnedAt), detail });
  }
  const next = payout.waitsFor ? WAITS[payout.waitsFor] : NEXT[payout.state];
  if (next) steps.push({ id: "next", icon: LoaderCircle, tone: "waiting", title: `Next: ${next}` });
  return steps;
}

const NEXT: Partial<Record<DeveloperPayout["state"], string>> = {
  ready: "the marketplace approves it",
  approved: "it is sent to Stripe",
  submitting: "Stripe confirms the transfer",
  unknown: "Remit looks the transfer up at Stripe",
  failed: "the marketplace retries or cancels it",
};

const WAITS: Readonly<Record<PayoutWait, string>> = {
  hold: "the hold is lifted, and it is sent to Stripe",
  money: "the marketplace’s Stripe balance covers it, and it is sent again",
};

function attemptStep(attempt: PayoutAttempt, total: number): Step {
  const { no, outcome, code, stripeRequestId, startedAt, finishedAt } = attempt;
  const name = total > 1 ? `Attempt ${no}: ` : "";
  const id = `attempt-${no}`;
  const when = at(finishedAt ?? startedAt);
  const detail = stripeRequestId ? (
    <span className="font-mono text-xs">{stripeRequestId}</span>
  ) : undefined;
  switch (outcome) {
    case "confirmed":
      return {
        id,
        icon: CheckCircle2,
        tone: "positive",
        title: capital(`${name}paid`),
        when,
        detail,
      };
    case "refused": {
      const reason = code ? failureWords(code).reason : "Stripe refused the transfer.";
      return {
        id,
        icon: XCircle,
        tone: "problem",
        title: capital(`${name}not made`),
        when,
        detail: reason,
      };
    }
    case "lost": {
      const title = `${name}Stripe’s answer was lost`;
      return { id, icon: SearchCheck, tone: "attention", title, when, detail };
    }
    case undefined:
      return { id, icon: Send, tone: "waiting", title: capital(`${name}sending`), when, detail };
  }
}

function at(instant: Date) {
  return <Instant at={instant.toISOString()} />;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
