import { z } from "zod";
import { parseCurrency } from "@/lib/domain/currency";
import { parseDecimal } from "@/lib/domain/money";
import { amountMessage } from "./amount-message";
import { parsed } from "./parsed";

export const currencyField = parsed(
  parseCurrency,
  "Enter a currency’s three letters, such as EUR.",
);

const FILLED = z.string({ error: "Enter an amount." }).trim().min(1, "Enter an amount.");

/** Reads the two fields of `MoneyFields`, with the message at the field that is wrong. */
export function currencyAmount<Currency extends string, Amount extends string>(
  names: { readonly currency: Currency; readonly amount: Amount },
  least: { readonly minor: bigint; readonly message: string },
) {
  return z
    .record(z.string(), z.unknown())
    .transform((form) => ({ currency: form[names.currency], amount: form[names.amount] }))
    .transform((form, context) => {
      const currency = currencyField.safeParse(form.currency);
      const amount = FILLED.safeParse(form.amount);
      const refuse = (field: string, message = "") => {
        context.addIssue({ code: "custom", path: [field], message });
        return z.NEVER;
      };
      if (!amount.success) refuse(names.amount, amount.error.issues[0]?.message);
      if (!currency.success) return refuse(names.currency, currency.error.issues[0]?.message);
      if (!amount.success) return z.NEVER;
      const money = parseDecimal(amount.data, currency.data);
      if (!money.ok)
        return refuse(names.amount, amountMessage(money.problem.reason, currency.data));
      return money.value.minor >= least.minor ? money.value : refuse(names.amount, least.message);
    });
}
