import Link from "next/link";
import type { ReactNode } from "react";
import { Amount } from "@/components/ui/amount";
import { Instant } from "@/components/ui/instant";
import { ADJUSTMENT_WORDS } from "@/lib/domain/adjustment";
import { type Period, previousPeriod } from "@/lib/domain/period";
import { type PaymentLine, paymentLines, type Statement } from "@/lib/domain/statement";
import { periodName } from "@/lib/domain/words/period-words";
import { countWords } from "@/lib/domain/words/sum-words";
import { eventsHref } from "./events-href";

/** Opening balance + earned (with adjustments) − paid + taken back = closing balance, a line each. */
export function StatementLines({
  statement,
  period,
}: {
  readonly statement: Statement;
  readonly period: Period;
}) {
  const { currency, opening, sales, corrections, adjustments, closing } = statement;
  const before = previousPeriod(period);
  const events = eventsHref(period, { currency });
  return (
    <dl className="-my-1 text-sm">
      <Line
        name={
          <>
            Opening balance{" "}
            <Link href={`/earnings/${before}#${currency}`} className="text-muted underline">
              from {periodName(before)}
            </Link>
          </>
        }
      >
        <Amount minor={opening} currency={currency} />
      </Line>
      <Line name={<Source href={events}>Your share of sales</Source>}>
        <Amount minor={sales} currency={currency} signed />
      </Line>
      <Line name={<Source href={events}>Refunds and disputes</Source>}>
        <Amount minor={corrections} currency={currency} signed />
      </Line>
      {adjustments.map(({ eventId, amount, reason, note }) => (
        <Line
          key={eventId}
          name={
            <>
              <Source href={events}>{ADJUSTMENT_WORDS[reason]}</Source>
              <span className="block text-xs text-faint wrap-anywhere">{note}</span>
            </>
          }
        >
          <Amount minor={amount} currency={currency} signed />
        </Line>
      ))}
      <PaymentLines statement={statement} />
      <ReturnLines statement={statement} />
      <Line name="Closing balance" isResult>
        <Amount minor={closing} currency={currency} />
      </Line>
    </dl>
  );
}

function PaymentLines({
  statement: { currency, payments },
}: {
  readonly statement: Pick<Statement, "currency" | "payments">;
}) {
  return (
    <>
      {payments.length === 0 ? (
        <Line name="Paid">
          <Amount minor={0n} currency={currency} />
        </Line>
      ) : null}
      {paymentLines(payments).map((line) => (
        <Line key={line.kind === "payout" ? line.payoutId : line.kind} name={paymentName(line)}>
          <Amount minor={-line.amount} currency={currency} signed />
        </Line>
      ))}
    </>
  );
}

function paymentName(line: PaymentLine): ReactNode {
  if (line.kind === "sales") {
    return (
      <>
        <Source href="/payouts">Paid at once</Source>
        <span className="block text-xs text-faint">
          {countWords(line.count, "sale")}, each by itself
        </span>
      </>
    );
  }
  return (
    <>
      <Source href={`/payouts/${line.payoutId}`}>
        {line.isOfOneSale ? "One sale, paid at once" : `Paid for ${periodName(line.period)}`}
      </Source>
      <span className="block text-xs text-faint">
        <Instant at={line.paidAt.toISOString()} />
      </span>
    </>
  );
}

function ReturnLines({
  statement: { currency, returns },
}: {
  readonly statement: Pick<Statement, "currency" | "returns">;
}) {
  return returns.map(({ id, payoutId, amount, at }) => (
    <Line
      key={id}
      name={
        <>
          <Source href={`/payouts/${payoutId}`}>Taken back, owed again</Source>
          <span className="block text-xs text-faint">
            <Instant at={at.toISOString()} />
          </span>
        </>
      }
    >
      <Amount minor={amount} currency={currency} signed />
    </Line>
  ));
}

function Line({
  name,
  isResult = false,
  children,
}: {
  readonly name: ReactNode;
  readonly isResult?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div
      className={`flex items-baseline justify-between gap-4 py-2 ${
        isResult
          ? "mt-1 border-t-2 border-line-strong text-base font-semibold"
          : "border-t border-line first:border-t-0"
      }`}
    >
      <dt className="min-w-0">{name}</dt>
      <dd className="flex-none text-end">{children}</dd>
    </div>
  );
}

function Source({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Link href={href} className="underline decoration-line-strong underline-offset-2">
      {children}
    </Link>
  );
}
