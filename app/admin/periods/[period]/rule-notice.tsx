import { Alert } from "@/components/ui/alert";
import { isSweep, type PayoutRule, payableFrom } from "@/lib/domain/payout-rule";
import type { Day, Period } from "@/lib/domain/period";
import { dayName, periodName } from "@/lib/domain/words/period-words";
import { countWords } from "@/lib/domain/words/sum-words";

/** What the month's rule changes for its run: holding days that still run, and a sweep. */
export function RuleNotice({
  period,
  rule,
  today,
}: {
  readonly period: Period;
  readonly rule: PayoutRule;
  readonly today: Day;
}) {
  const payday = payableFrom(period, rule);
  return (
    <>
      {rule.holdingDays > 0 && today < payday ? (
        <Alert
          tone="waiting"
          title={`What ${periodName(period)} earned is paid from ${dayName(payday)} on`}
        >
          It is held for {countWords(rule.holdingDays, "day")} after the month’s end. Until then a
          run of this month pays only balances that are wholly older.
        </Alert>
      ) : null}
      {isSweep(period, rule) ? (
        <Alert tone="neutral" title={`The run of ${periodName(period)} is a sweep`}>
          It pays balances below the minimum too. Who owes, is on hold or is not ready at Stripe is
          skipped as always.
        </Alert>
      ) : null}
    </>
  );
}
