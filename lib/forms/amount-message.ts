import { type Currency, currencyExponent } from "@/lib/domain/currency";
import { AMOUNT_MAX_MINOR, type BadAmount, formatMoney } from "@/lib/domain/money";

/** What is wrong with a typed amount, and what would be right. */
export function amountMessage(reason: BadAmount["reason"], currency: Currency): string {
  const digits = currencyExponent(currency);
  const example = digits === 0 ? "1200" : `19.${"99".padEnd(digits, "0").slice(0, digits)}`;
  switch (reason) {
    case "not_a_number":
      return `Enter digits with a point for the decimals, such as ${example}.`;
    case "too_precise":
      return digits === 0
        ? `${currency.toUpperCase()} has no decimals: enter a whole number, such as ${example}.`
        : `${currency.toUpperCase()} has ${digits} decimals, such as ${example}.`;
    case "too_large":
      return `Enter at most ${formatMoney({ minor: AMOUNT_MAX_MINOR, currency })}.`;
  }
}
