"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { deps } from "@/app/deps";
import { requireDeveloper } from "@/lib/auth/guards";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import { checkAccount } from "@/lib/use-cases/refresh-account";
import { startOnboarding } from "@/lib/use-cases/start-onboarding";
import { connectProblemWords } from "./connect-problem-words";

/** For whom the page was drawn: in another tab, the person may act for another developer by now. */
const about = z.object({ developerId: z.string() });

/** To Stripe: onboarding, or the dashboard once there is nothing left to do. */
export const goToStripe = defineAction({
  guard: requireDeveloper,
  schema: about,
  run: async (developer, { developerId }) => {
    if (developerId !== developer.developerId) {
      return rejected(connectProblemWords("other_developer"));
    }
    const link = await startOnboarding(deps(), developer);
    if (!link.ok) return rejected(connectProblemWords(link.problem.kind));
    redirect(link.value.url);
  },
});

export const checkStatus = defineAction({
  guard: requireDeveloper,
  schema: z.object({}),
  run: async (developer) => {
    const read = await checkAccount(deps(), developer);
    if (!read.ok) return rejected(connectProblemWords(read.problem.kind));
    revalidatePath("/connect");
    return done("Stripe was asked just now. What you see here is what it said.");
  },
});
