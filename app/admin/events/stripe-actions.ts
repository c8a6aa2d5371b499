"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { deps } from "@/app/deps";
import { requireAdmin } from "@/lib/auth/guards";
import { NOTE_MAX } from "@/lib/domain/note";
import {
  CHARGE_ACT_WORDS,
  chargeProblemWords,
  RETRIED_CHARGE_WORDS,
} from "@/lib/domain/words/charge-words";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import { leaveCharge } from "@/lib/use-cases/leave-charge";
import { retryCharge } from "@/lib/use-cases/retry-charge";

const objectId = z.string().min(1).max(255);

export const retryStripePayment = defineAction({
  guard: requireAdmin,
  schema: z.object({ objectId }),
  run: async (admin, input) => {
    const result = await retryCharge(deps(), admin, input.objectId);
    if (!result.ok) return rejected(CHARGE_ACT_WORDS[result.problem.kind]);
    const { value } = result;
    if (value.kind === "needs_person") {
      return rejected(`Still not: ${chargeProblemWords(value.codes[0] ?? "").why}`);
    }
    revalidatePath("/admin/events");
    return done(RETRIED_CHARGE_WORDS[value.kind]);
  },
});

export const leaveStripePayment = defineAction({
  guard: requireAdmin,
  schema: z.object({
    objectId,
    note: z
      .string()
      .trim()
      .min(1, "Say why, for the next person who looks.")
      .max(NOTE_MAX, `Keep the reason within ${NOTE_MAX} characters.`),
  }),
  run: async (admin, input) => {
    const result = await leaveCharge(deps(), admin, input);
    if (!result.ok) return rejected(CHARGE_ACT_WORDS[result.problem.kind]);
    revalidatePath("/admin/events");
    return done("It stays unrecorded.");
  },
});
