"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { deps } from "@/app/deps";
import { requireAdmin } from "@/lib/auth/guards";
import { parseDay } from "@/lib/domain/day-start";
import { parsePluginId } from "@/lib/domain/ids";
import { fail, ok } from "@/lib/domain/result";
import { dayName } from "@/lib/domain/words/period-words";
import { sharesProblemWords } from "@/lib/domain/words/shares-words";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import { parsed } from "@/lib/forms/parsed";
import { setPluginShares } from "@/lib/use-cases/set-plugin-shares";
import { readParts } from "./read-parts";

const day = parsed((text) => {
  const found = parseDay(text);
  return found ? ok(found) : fail({ kind: "bad_day" });
}, "Enter the day from which this holds.");

const schema = z
  .looseObject({ pluginId: parsed(parsePluginId, "This is not a plugin."), day })
  .transform(({ pluginId, day, ...fields }, context) => {
    const parts = readParts(fields);
    if (parts.ok) return { pluginId, day, shares: parts.value };
    for (const { field, message } of parts.problem) {
      context.addIssue({ code: "custom", path: [field], message });
    }
    return z.NEVER;
  });

export const setShares = defineAction({
  guard: requireAdmin,
  schema,
  run: async (admin, wish) => {
    const set = await setPluginShares(deps(), admin, wish);
    if (!set.ok) {
      const words = sharesProblemWords(set.problem);
      return set.problem.kind === "reaches_back"
        ? rejected("Nothing was changed.", { day: words })
        : rejected(words);
    }
    revalidatePath("/admin/plugins", "layout");
    return set.value.isChanged
      ? done(`Agreed from ${dayName(wish.day)} on. Sales before stay as they were split.`)
      : done("It is like this already; nothing was changed.");
  },
});
