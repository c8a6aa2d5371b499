"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { deps } from "@/app/deps";
import { requireAdmin } from "@/lib/auth/guards";
import { addedTermWords } from "@/lib/domain/words/added-term-words";
import { dayName } from "@/lib/domain/words/period-words";
import { defineAction } from "@/lib/forms/define-action";
import { done } from "@/lib/forms/form-state";
import { addTerm as add } from "@/lib/use-cases/add-term";
import { checkTerm } from "@/lib/use-cases/preview-term";
import { termFields, writeTermFields } from "./term-fields";
import { termProblem } from "./term-problem";

/** Shows what a rate would have done. Saving it is a step of its own, on the page that follows. */
export const previewTerm = defineAction({
  guard: requireAdmin,
  schema: termFields,
  run: async (admin, term) => {
    const checked = await checkTerm(deps(), admin, term);
    if (!checked.ok) return termProblem(checked.problem);
    redirect(`/admin/settings/rate?${new URLSearchParams(writeTermFields(term))}`);
  },
});

export const addTerm = defineAction({
  guard: requireAdmin,
  schema: termFields,
  run: async (admin, term) => {
    const result = await add(deps(), admin, term);
    if (!result.ok) return termProblem(result.problem);
    revalidatePath("/admin/settings");
    return done(addedTermWords(result.value, dayName(term.day)), { href: "/admin/settings" });
  },
});
