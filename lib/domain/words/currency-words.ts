import type { Currency } from "../currency";

const names = new Intl.DisplayNames("en", { type: "currency" });

/** `Euro (EUR)` */
export function currencyName(currency: Currency): string {
  const code = currency.toUpperCase();
  return `${names.of(code) ?? code} (${code})`;
}
