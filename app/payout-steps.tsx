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
import type { Currency } from "@/lib/domain/currency";
import { failureWords } from "@/lib/domain/failure";
import type { PayoutWait } from "@/lib/domain/payout";

/** What happened to a payout so far, and what comes next. */
export function payoutSteps(
  payout: DeveloperPayout,
  attempts: readonly PayoutAttempt[],
  takenBack: readonly PayoutReturn[],
): readonly Step[] {
  const moments: readonly Moment[] = [
    moment(payout.createdAt, { id: "prepared", icon: CircleDashed, title: "Prepared" }),
    ...approvals(payout),
    ...attempts.map((attempt) => ({
      at: attempt.finishedAt ?? attempt.startedAt,
      step: attemptStep(attempt, attempts.length),
    })),
    ...(payout.canceledAt ? [moment(payout.canceledAt, CANCELED)] : []),
    ...takenBack.map((taken) => ({
      at: taken.returnedAt,
      step: returnStep(taken, payout.amount.currency),
    })),
  ];
  const steps = moments.toSorted((left, right) => left.at.getTime() - right.at.getTime());
  const next = payout.waitsFor ? WAITS[payout.waitsFor] : NEXT[payout.state];
  return [
    ...steps.map(({ at, step }) => ({ ...step, when: <Instant at={at.toISOString()} /> })),
    ...(next
      ? [{ id: "next", icon: LoaderCircle, tone: "waiting", title: `Next: ${next}` } as const]
      : []),
  ];
}

type Moment = { readonly at: Date; readonly step: Step };

function moment(at: Date, step: Omit<Step, "tone">): Moment {
  return { at, step: { tone: "neutral", ...step } };
}

const CANCELED = {
  id: "canceled",
  icon: Ban,
  title: "Canceled; the money went back to the balance",
};

/** With its run, and once more for each retry, of which the last is known. */
function approvals({ firstApprovedAt, approvedAt }: DeveloperPayout): readonly Moment[] {
  if (!firstApprovedAt || !approvedAt) return [];
  const title = "Approved by the marketplace";
  const first = moment(firstApprovedAt, { id: "approved", icon: ThumbsUp, title });
  if (approvedAt.getTime() === firstApprovedAt.getTime()) return [first];
  const again = "Approved again, to be retried";
  return [first, moment(approvedAt, { id: "approved-again", icon: ThumbsUp, title: again })];
}

function returnStep({ id, amount, isPaidAgain }: PayoutReturn, currency: Currency): Step {
  const title = (
    <>
      <Amount minor={amount} currency={currency} /> taken back through Stripe
    </>
  );
  const detail = isPaidAgain
    ? "Part of a later payout."
    : "Owed again, and part of the next payout.";
  return { id, icon: Undo2, tone: "attention", title, detail };
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
  const { no, outcome, code, stripeRequestId } = attempt;
  const name = total > 1 ? `Attempt ${no}: ` : "";
  const id = `attempt-${no}`;
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
        detail,
      };
    case "refused": {
      const reason = code ? failureWords(code).reason : "Stripe refused the transfer.";
      return {
        id,
        icon: XCircle,
        tone: "problem",
        title: capital(`${name}not made`),
        detail: reason,
      };
    }
    case "lost": {
      const title = `${name}Stripe’s answer was lost`;
      return { id, icon: SearchCheck, tone: "attention", title, detail };
    }
    case undefined:
      return { id, icon: Send, tone: "waiting", title: capital(`${name}sending`), detail };
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
