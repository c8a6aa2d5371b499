import type { Money } from "@/lib/domain/money";

type Decided = { readonly amount: Money; readonly by: string; readonly at: Date };

/** An amount that somebody decided on for a currency. */
export function settingJson({ amount, by, at }: Decided) {
  return { currency: amount.currency, amount: amount.minor, setBy: by, setAt: at };
}
