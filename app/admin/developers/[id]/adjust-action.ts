"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { deps } from "@/app/deps";
import { requireAdmin } from "@/lib/auth/guards";
import { ADJUSTMENT_NOTE_MAX, ADJUSTMENT_REASONS } from "@/lib/domain/adjustment";
import { parseDeveloperId, parsePluginId } from "@/lib/domain/ids";
import { formatMoney, negate } from "@/lib/domain/money";
import { ADJUSTMENT_PROBLEM_WORDS } from "@/lib/domain/words/adjustment-problem-words";
import { currencyAmount } from "@/lib/forms/currency-amount";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import { parsed } from "@/lib/forms/parsed";
import { adjustBalance } from "@/lib/use-cases/adjust-balance";

const about = z.object({
  externalId: z.string().regex(/^adjust-[0-9a-f-]{36}$/, "Reload the page and try again."),
  developerId: parsed(parseDeveloperId, "This is not a developer."),
  pluginId: parsed(parsePluginId, "Choose a plugin from the list."),
  direction: z.enum(["credit", "debit"], { error: "Choose what happens." }),
  adjustmentReason: z.enum(ADJUSTMENT_REASONS, { error: "Choose a reason." }),
  note: z
    .string()
    .trim()
    .min(1, "Say what it is for: the developer reads it.")
    .max(ADJUSTMENT_NOTE_MAX, `Keep the note within ${ADJUSTMENT_NOTE_MAX} characters.`),
});

const money = currencyAmount(
  { currency: "currency", amount: "amount" },
  { minor: 1n, message: "Enter an amount above zero; what happens says which way it goes." },
);

export const adjustDeveloper = defineAction({
  guard: requireAdmin,
  schema: about.and(money.transform((amount) => ({ amount }))),
  run: async (admin, { direction, adjustmentReason: reason, ...wish }) => {
    const amount = direction === "debit" ? negate(wish.amount) : wish.amount;
    const result = await adjustBalance(deps(), admin, { ...wish, amount, reason });
    if (!result.ok) {
      return result.problem.kind === "not_their_plugin"
        ? rejected("Nothing was recorded.", { pluginId: ADJUSTMENT_PROBLEM_WORDS.not_their_plugin })
        : rejected("Nothing was recorded. Reload the page and try again.");
    }
    revalidatePath("/admin/developers", "layout");
    const what = formatMoney(amount);
    return result.value.status === "recorded"
      ? done(`An adjustment of ${what} was recorded.`)
      : done(`The adjustment of ${what} had been recorded already; nothing was added.`);
  },
});
