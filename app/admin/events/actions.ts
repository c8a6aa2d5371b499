"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { deps } from "@/app/deps";
import { requireAdmin } from "@/lib/auth/guards";
import { FORM_ID } from "@/lib/domain/form-id";
import { parsePluginId } from "@/lib/domain/ids";
import { formatMoney } from "@/lib/domain/money";
import { currencyAmount } from "@/lib/forms/currency-amount";
import { defineAction } from "@/lib/forms/define-action";
import { done, type FormAnswer, rejected } from "@/lib/forms/form-state";
import { parsed } from "@/lib/forms/parsed";
import { parseInstant } from "@/lib/use-cases/parse-report";
import { recordByHand } from "@/lib/use-cases/record-by-hand";
import type { EventProblem } from "@/lib/use-cases/reject-event";

const REFERENCE = "Use 1 to 255 characters without line breaks.";

const about = z.object({
  externalId: z.string().regex(FORM_ID, "Reload the page and try again."),
  pluginId: parsed(parsePluginId, "Choose a plugin from the list."),
  kind: z.enum(["install", "renewal", "refund"], { error: "Choose what happened." }),
  occurredAt: z.string().transform((text, context) => {
    const instant = parseInstant(`${text}${text.length === 16 ? ":00" : ""}Z`);
    if (instant) return instant;
    context.addIssue({ code: "custom", message: "Enter a date and a time that exist." });
    return z.NEVER;
  }),
  correctsId: z
    .string()
    .trim()
    .max(255, REFERENCE)
    .optional()
    .transform((text) => (text === "" ? undefined : text)),
});

const money = currencyAmount(
  { currency: "currency", amount: "amount" },
  { minor: 0n, message: "Leave the minus out: what happened says which way the money goes." },
);

export const recordEvent = defineAction({
  guard: requireAdmin,
  schema: about.and(money.transform((amount) => ({ amount }))),
  run: async (admin, { correctsId, ...sale }) => {
    const report = { ...sale, ...(sale.kind === "refund" ? { correctsId } : {}) };
    const result = await recordByHand(deps(), admin, report);
    if (result.status === "rejected") return rejection(result.problem);
    revalidatePath("/admin/events");
    const what = `The ${report.kind} of ${formatMoney(report.amount)}`;
    const href = `/admin/events?q=${result.id}`;
    return result.status === "recorded"
      ? done(`${what} was recorded.`, { href })
      : done(`${what} had been recorded already; nothing was added.`, { href });
  },
});

/** Which field each refusal is about. */
const FIELDS: Partial<Readonly<Record<EventProblem["code"], string>>> = {
  bad_amount: "amount",
  refund_too_large: "amount",
  bad_currency: "currency",
  bad_date: "occurredAt",
  unknown_plugin: "pluginId",
  plugin_not_owned: "pluginId",
  missing_original: "correctsId",
  unknown_original: "correctsId",
  original_mismatch: "correctsId",
  bad_corrects_id: "correctsId",
};

const MESSAGES: Partial<Readonly<Record<EventProblem["code"], string>>> = {
  bad_amount: "Only an install may cost nothing; everything else needs an amount above zero.",
  bad_date: "Enter a moment between the year 2000 and now.",
  missing_original: "Name the sale that is refunded by its external id.",
  unknown_original:
    "No event with this external id came in by this form. Look the sale up below and refund it there.",
  plugin_not_owned: "At that moment the plugin belonged to nobody.",
  refund_too_large: "This is more than is left of the sale.",
};

function rejection({ code, message }: EventProblem): FormAnswer {
  const field = FIELDS[code];
  const words = MESSAGES[code] ?? message;
  return field
    ? rejected("The event was not recorded. One field needs a change.", { [field]: words })
    : rejected(`The event was not recorded. ${words}`);
}
