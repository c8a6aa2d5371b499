/** The one place where an amount becomes a `number`, because the client takes nothing else. */
export function safeAmount(amount: string): number {
  const number = Number(amount);
  if (!Number.isSafeInteger(number) || number <= 0 || String(number) !== amount) {
    throw new Error(`Not an amount that Stripe can be asked for: ${amount}`);
  }
  return number;
}
