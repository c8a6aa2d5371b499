import type { Currency } from "@/lib/domain/currency";

const formats = new Map<string, Intl.NumberFormat>();

/** Money for an axis, where exactness is not the point: `€12k`, `−€1.5M`. In major units. */
export function shortMoney(amount: number, currency: Currency): string {
  const format = formats.get(currency) ?? newFormat(currency);
  formats.set(currency, format);
  return format
    .formatToParts(amount)
    .map(({ type, value }) => {
      if (type === "minusSign") return "−";
      return type === "compact" && value === "K" ? "k" : value;
    })
    .join("");
}

function newFormat(currency: Currency): Intl.NumberFormat {
  return new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    notation: "compact",
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  });
}
