import type { PayoutRule } from "../payout-rule";
import { countWords } from "./sum-words";

const monthFormat = new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" });

/** `December`, by its number. */
export function monthName(month: number): string {
  return monthFormat.format(new Date(Date.UTC(2024, month - 1, 15)));
}

/** `After 14 days`, `Once closed` */
export function holdingWords({ holdingDays }: PayoutRule): string {
  return holdingDays === 0 ? "Once closed" : `After ${countWords(holdingDays, "day")}`;
}

/** `In the run of December`, `Never` */
export function sweepWords({ sweepMonth }: PayoutRule): string {
  return sweepMonth === undefined ? "Never" : `In the run of ${monthName(sweepMonth)}`;
}
