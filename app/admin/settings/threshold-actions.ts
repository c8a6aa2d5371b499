"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { deps } from "@/app/deps";
import { requireAdmin } from "@/lib/auth/guards";
import { formatMoney } from "@/lib/domain/money";
import { currencyAmount, currencyField } from "@/lib/forms/currency-amount";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import {
  removeApprovalThreshold as remove,
  setApprovalThreshold as set,
} from "@/lib/use-cases/set-approval-threshold";

export const setApprovalThreshold = defineAction({
  guard: requireAdmin,
  // Named apart from the fields of the page's other forms, whose ids follow their names.
  schema: currencyAmount(
    { currency: "thresholdCurrency", amount: "threshold" },
    { minor: 0n, message: "Enter zero or more. Zero asks for two people always." },
  ),
  run: async (admin, threshold) => {
    const result = await set(deps(), admin, threshold);
    if (!result.ok) return rejected("Enter zero or more.");
    revalidatePath("/admin", "layout");
    return done(`A run of more than ${formatMoney(result.value)} takes two people from now on.`);
  },
});

export const removeApprovalThreshold = defineAction({
  guard: requireAdmin,
  schema: z.object({ currency: currencyField }),
  run: async (admin, input) => {
    const result = await remove(deps(), admin, input.currency);
    if (!result.ok) return rejected("There is no such threshold any more. Reload the page.");
    revalidatePath("/admin", "layout");
    return done(`One person may pay out any amount in ${input.currency.toUpperCase()} again.`);
  },
});
