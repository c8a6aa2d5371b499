"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { deps } from "@/app/deps";
import { requireAdmin } from "@/lib/auth/guards";
import { ADJUSTMENT_NOTE_MAX, ADJUSTMENT_REASONS } from "@/lib/domain/adjustment";
import { parseCurrency } from "@/lib/domain/currency";
import { parseDeveloperId, parsePluginId } from "@/lib/domain/ids";
import { formatMoney, negate, parseDecimal } from "@/lib/domain/money";
import { ADJUSTMENT_PROBLEM_WORDS } from "@/lib/domain/words/adjustment-problem-words";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import { parsed } from "@/lib/forms/parsed";
import { adjustBalance } from "@/lib/use-cases/adjust-balance";
import { amountMessage } from "../../events/amount-message";

const fields = z.object({
  externalId: z.string().regex(/^adjust-[0-9a-f-]{36}$/, "Reload the page and try again."),
  developerId: parsed(parseDeveloperId, "This is not a developer."),
  pluginId: parsed(parsePluginId, "Choose a plugin from the list."),
  direction: z.enum(["credit", "debit"], { error: "Choose what happens." }),
  currency: parsed(parseCurrency, "Enter a currency’s three letters, such as EUR."),
  amount: z.string().trim().min(1, "Enter an amount."),
  adjustmentReason: z.enum(ADJUSTMENT_REASONS, { error: "Choose a reason." }),
  note: z
    .string()
    .trim()
    .min(1, "Say what it is for: the developer reads it.")
    .max(ADJUSTMENT_NOTE_MAX, `Keep the note within ${ADJUSTMENT_NOTE_MAX} characters.`),
});

const schema = fields.transform(({ amount, direction, adjustmentReason, ...rest }, context) => {
  const money = parseDecimal(amount, rest.currency);
  if (money.ok && money.value.minor > 0n) {
    const signed = direction === "debit" ? negate(money.value) : money.value;
    return { ...rest, reason: adjustmentReason, amount: signed };
  }
  const message = money.ok
    ? "Enter an amount above zero; what happens says which way it goes."
    : amountMessage(money.problem.reason, rest.currency);
  context.addIssue({ code: "custom", path: ["amount"], message });
  return z.NEVER;
});

export const adjustDeveloper = defineAction({
  guard: requireAdmin,
  schema,
  run: async (admin, wish) => {
    const result = await adjustBalance(deps(), admin, wish);
    if (!result.ok) {
      return result.problem.kind === "not_their_plugin"
        ? rejected("Nothing was recorded.", { pluginId: ADJUSTMENT_PROBLEM_WORDS.not_their_plugin })
        : rejected("Nothing was recorded. Reload the page and try again.");
    }
    revalidatePath("/admin/developers", "layout");
    const what = formatMoney(wish.amount);
    return result.value.status === "recorded"
      ? done(`An adjustment of ${what} was recorded.`)
      : done(`The adjustment of ${what} had been recorded already; nothing was added.`);
  },
});
