import { formatMoney, type Money } from "../money";

/** A sum for each currency, in the order of the currencies; they are never added to one figure. */
export function sumByCurrency(amounts: readonly Money[]): readonly Money[] {
  const sums = new Map<Money["currency"], bigint>();
  for (const { minor, currency } of amounts) {
    sums.set(currency, (sums.get(currency) ?? 0n) + minor);
  }
  return [...sums.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([currency, minor]) => ({ minor, currency }));
}

/** `€8,412.90 and $1,020.00` */
export function sumWords(amounts: readonly Money[]): string {
  return sumByCurrency(amounts)
    .map((amount) => formatMoney(amount))
    .join(" and ");
}

/** `1 payout`, `12 payouts` */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
