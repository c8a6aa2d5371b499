"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { deps } from "@/app/deps";
import { findPayout } from "@/db/queries/payouts";
import { requireAdmin } from "@/lib/auth/guards";
import { parsePayoutId } from "@/lib/domain/ids";
import { formatMoney } from "@/lib/domain/money";
import { REVERSAL_REASON_MAX } from "@/lib/domain/reversal";
import { reversalProblemWords } from "@/lib/domain/words/reversal-words";
import { currencyAmount } from "@/lib/forms/currency-amount";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import { parsed } from "@/lib/forms/parsed";
import { reversePayout as reverse } from "@/lib/use-cases/reverse-payout";

const about = z.object({
  payoutId: parsed(parsePayoutId, "This is not a payout."),
  seenLeft: z
    .string({ error: "Reload the page and try again." })
    .regex(/^\d{1,18}$/, "Reload the page and try again."),
  reason: z
    .string()
    .trim()
    .min(1, "Say why: the developer reads it.")
    .max(REVERSAL_REASON_MAX, `Keep the reason within ${REVERSAL_REASON_MAX} characters.`),
});

const money = currencyAmount(
  { currency: "currency", amount: "amount" },
  { minor: 1n, message: "Enter an amount above zero." },
);

export const reversePayout = defineAction({
  guard: requireAdmin,
  schema: about.and(money.transform((amount) => ({ amount }))),
  run: async (admin, { payoutId, seenLeft, amount, reason }) => {
    const payout = await findPayout(deps().db, admin, payoutId);
    if (!payout) return rejected("This payout does not exist.");
    const { currency } = payout.amount;
    if (amount.currency !== currency) return rejected("Reload the page and try again.");
    const result = await reverse(deps(), admin, {
      ...{ payoutId, reason },
      amount: amount.minor,
      seenLeft: BigInt(seenLeft),
    });
    revalidatePath("/admin", "layout");
    if (!result.ok) {
      const words = reversalProblemWords(result.problem);
      if (result.problem.kind !== "too_much") return rejected(words);
      return rejected("Nothing was taken back.", { amount: words });
    }
    const taken = formatMoney({ minor: result.value.amount, currency });
    return result.value.state === "made"
      ? done(`${taken} was taken back, and is owed again.`)
      : done(`Stripe gave no clear answer about ${taken}. Remit finds out; do not ask again.`);
  },
});
