"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { deps } from "@/app/deps";
import { requireAdmin } from "@/lib/auth/guards";
import { parseDeveloperId } from "@/lib/domain/ids";
import { PAYOUT_SCHEDULES } from "@/lib/domain/schedule";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import { parsed } from "@/lib/forms/parsed";
import { setSchedule as set } from "@/lib/use-cases/set-schedule";

export const setSchedule = defineAction({
  guard: requireAdmin,
  schema: z.object({
    developerId: parsed(parseDeveloperId, "This is not a developer."),
    schedule: z.enum(PAYOUT_SCHEDULES, { error: "Choose monthly or at once." }),
  }),
  run: async (admin, change) => {
    const result = await set(deps(), admin, change);
    if (!result.ok) return rejected("This developer does not exist. Go back to the list.");
    revalidatePath("/admin/developers", "layout");
    return done(
      change.schedule === "instant"
        ? "Their sales are paid at once, from the next one on."
        : "Their sales are paid with the month’s run, from the next one on.",
    );
  },
});
