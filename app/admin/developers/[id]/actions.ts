"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { deps } from "@/app/deps";
import { requireAdmin } from "@/lib/auth/guards";
import { parseDeveloperId } from "@/lib/domain/ids";
import { NOTE_MAX } from "@/lib/domain/note";
import { HOLD_PROBLEM_WORDS } from "@/lib/domain/words/hold-problem-words";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import { parsed } from "@/lib/forms/parsed";
import { liftHold as lift } from "@/lib/use-cases/lift-hold";
import { placeHold as place } from "@/lib/use-cases/place-hold";

const developerId = parsed(parseDeveloperId, "This is not a developer.");

export const placeHold = defineAction({
  guard: requireAdmin,
  schema: z.object({
    developerId,
    reason: z
      .string()
      .trim()
      .min(1, "Say why, for the next person who looks.")
      .max(NOTE_MAX, `Keep the reason within ${NOTE_MAX} characters.`),
  }),
  run: async (admin, hold) => {
    const result = await place(deps(), admin, hold);
    if (!result.ok) return rejected(HOLD_PROBLEM_WORDS[result.problem.kind]);
    revalidatePath("/admin/developers", "layout");
    return done("Payouts are on hold. Earnings go on counting.");
  },
});

export const liftHold = defineAction({
  guard: requireAdmin,
  schema: z.object({ developerId, seen: z.string() }),
  run: async (admin, input) => {
    const result = await lift(deps(), admin, input.developerId, input.seen);
    // Refused, too: the page shows a reason that is another one by now.
    revalidatePath("/admin/developers", "layout");
    if (!result.ok) return rejected(HOLD_PROBLEM_WORDS[result.problem.kind]);
    return done("The hold is lifted. The next run pays what has added up.");
  },
});
