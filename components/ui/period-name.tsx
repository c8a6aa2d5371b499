import type { AccountingZone, Period } from "@/lib/domain/period";
import { periodName, periodSpan } from "@/lib/domain/words/period-words";

/** *March 2026* with *1 Mar – 31 Mar, UTC* beneath. */
export function PeriodName({
  period,
  zone,
}: {
  readonly period: Period;
  readonly zone: AccountingZone;
}) {
  return (
    <span className="block">
      <span className="block whitespace-nowrap">{periodName(period)}</span>
      <span className="block text-xs font-normal whitespace-nowrap text-faint">
        {periodSpan(period, zone)}
      </span>
    </span>
  );
}
