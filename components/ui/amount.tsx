import type { Currency } from "@/lib/domain/currency";
import { formatMoney } from "@/lib/domain/money";
import { classes } from "./classes";

export type AmountProps = {
  readonly minor: bigint;
  readonly currency: Currency;
  /** Shows a plus before what is added, as a statement does. */
  readonly signed?: boolean;
  readonly className?: string;
};

/** Money as people read it: exact, with its currency, never broken across lines. */
export function Amount({ minor, currency, signed = false, className }: AmountProps) {
  const text = formatMoney({ minor, currency });
  return (
    <span className={classes("whitespace-nowrap tabular-nums", className)}>
      {signed && minor > 0n ? `+${text}` : text}
    </span>
  );
}
