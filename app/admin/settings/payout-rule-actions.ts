"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { deps } from "@/app/deps";
import { requireAdmin } from "@/lib/auth/guards";
import { HOLDING_DAYS_MAX } from "@/lib/domain/payout-rule";
import { parsePeriod } from "@/lib/domain/period";
import { fail, ok } from "@/lib/domain/result";
import { holdingWords, sweepWords } from "@/lib/domain/words/payout-rule-words";
import { periodName } from "@/lib/domain/words/period-words";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import { parsed } from "@/lib/forms/parsed";
import { setPayoutRule as set } from "@/lib/use-cases/set-payout-rule";

const BAD_DAYS = `Enter a whole number of days from 0 to ${HOLDING_DAYS_MAX}.`;

const days = parsed(
  (text) => (/^\d{1,3}$/.test(text.trim()) ? ok(Number(text)) : fail(undefined)),
  BAD_DAYS,
);
const sweep = parsed((text) => {
  if (text === "never") return ok(undefined);
  return /^([1-9]|1[0-2])$/.test(text) ? ok(Number(text)) : fail(undefined);
}, "Choose a month, or never.");

export const setPayoutRule = defineAction({
  guard: requireAdmin,
  schema: z.object({
    holdingDays: days,
    sweepMonth: sweep,
    ruleFrom: parsed(parsePeriod, "Enter a month such as 2026-03."),
  }),
  run: async (admin, { holdingDays, sweepMonth, ruleFrom: from }) => {
    const result = await set(deps(), admin, { holdingDays, sweepMonth, from });
    if (!result.ok) {
      return rejected("The rule was not set.", { holdingDays: BAD_DAYS });
    }
    revalidatePath("/admin", "layout");
    const { value } = result;
    return done(
      `From ${periodName(from)} on a month is paid ${holdingWords(value).toLowerCase()}, and below the minimum ${sweepWords(value).replace(/^./, (first) => first.toLowerCase())}.`,
    );
  },
});
