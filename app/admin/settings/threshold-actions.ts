"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { deps } from "@/app/deps";
import { requireAdmin } from "@/lib/auth/guards";
import { parseCurrency } from "@/lib/domain/currency";
import { formatMoney, parseDecimal } from "@/lib/domain/money";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import { parsed } from "@/lib/forms/parsed";
import {
  removeApprovalThreshold as remove,
  setApprovalThreshold as set,
} from "@/lib/use-cases/set-approval-threshold";
import { amountMessage } from "../events/amount-message";

const currency = parsed(parseCurrency, "Enter a currency’s three letters, such as EUR.");

export const setApprovalThreshold = defineAction({
  guard: requireAdmin,
  schema: z
    // Named apart from the fields of the page's other forms, whose ids follow their names.
    .object({
      thresholdCurrency: currency,
      threshold: z.string({ error: "Enter an amount." }),
    })
    .transform(({ thresholdCurrency, threshold }, context) => {
      const money = parseDecimal(threshold, thresholdCurrency);
      if (money.ok && money.value.minor >= 0n) return money.value;
      const message = money.ok
        ? "Enter zero or more. Zero asks for two people always."
        : amountMessage(money.problem.reason, thresholdCurrency);
      context.addIssue({ code: "custom", path: ["threshold"], message });
      return z.NEVER;
    }),
  run: async (admin, threshold) => {
    const result = await set(deps(), admin, threshold);
    if (!result.ok) return rejected("Enter zero or more.");
    revalidatePath("/admin", "layout");
    return done(`A run of more than ${formatMoney(result.value)} takes two people from now on.`);
  },
});

export const removeApprovalThreshold = defineAction({
  guard: requireAdmin,
  schema: z.object({ currency }),
  run: async (admin, input) => {
    const result = await remove(deps(), admin, input.currency);
    if (!result.ok) return rejected("There is no such threshold any more. Reload the page.");
    revalidatePath("/admin", "layout");
    return done(`One person may pay out any amount in ${input.currency.toUpperCase()} again.`);
  },
});
