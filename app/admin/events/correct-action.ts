"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { deps } from "@/app/deps";
import { requireAdmin } from "@/lib/auth/guards";
import type { CorrectionProblem } from "@/lib/domain/correction";
import { parseDay } from "@/lib/domain/day-start";
import { CORRECTION_KINDS } from "@/lib/domain/event";
import { FORM_ID } from "@/lib/domain/form-id";
import { parseEventId } from "@/lib/domain/ids";
import { formatMoney } from "@/lib/domain/money";
import { fail, ok } from "@/lib/domain/result";
import { CORRECTION_NAMES, correctionProblemWords } from "@/lib/domain/words/correction-words";
import { currencyAmount } from "@/lib/forms/currency-amount";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import { parsed } from "@/lib/forms/parsed";
import { correctSale } from "@/lib/use-cases/correct-sale";

const RELOAD = "Reload the page and try again.";

const day = parsed((text) => {
  const found = parseDay(text);
  return found ? ok(found) : fail({ kind: "bad_day" });
}, "Enter the day when it happened.");

const about = z.object({
  externalId: z.string({ error: RELOAD }).regex(FORM_ID, RELOAD),
  saleId: parsed(parseEventId, RELOAD),
  correctionKind: z.enum(CORRECTION_KINDS, { error: "Choose what happened." }),
  correctionDay: day,
});

const money = currencyAmount(
  { currency: "currency", amount: "correctionAmount" },
  { minor: 1n, message: "Enter an amount above zero; what happened says which way it goes." },
);

export const recordCorrection = defineAction({
  guard: requireAdmin,
  schema: about.and(money.transform((amount) => ({ amount }))),
  run: async (admin, { correctionKind: kind, correctionDay, ...wish }) => {
    const result = await correctSale(deps(), admin, { ...wish, kind, day: correctionDay });
    if (!result.ok) {
      const words = correctionProblemWords(result.problem);
      const field = FIELDS[result.problem.kind];
      return field ? rejected("Nothing was recorded.", { [field]: words }) : rejected(words);
    }
    revalidatePath("/admin/events");
    const what = `The ${CORRECTION_NAMES[kind]} of ${formatMoney(wish.amount)}`;
    return result.value.status === "recorded"
      ? done(`${what} was recorded.`)
      : done(`${what} had been recorded already; nothing was added.`);
  },
});

/** Which field a problem is about. */
const FIELDS: Partial<Readonly<Record<CorrectionProblem["kind"], string>>> = {
  before_sale: "correctionDay",
  in_future: "correctionDay",
  nothing: "correctionAmount",
  too_much: "correctionAmount",
};
