"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { chooseDeveloper as choose } from "@/lib/auth/choose-developer";
import { requireUser } from "@/lib/auth/guards";
import { parseDeveloperId } from "@/lib/domain/ids";
import { defineAction } from "@/lib/forms/define-action";
import { rejected } from "@/lib/forms/form-state";
import { parsed } from "@/lib/forms/parsed";

export const chooseDeveloper = defineAction({
  guard: requireUser,
  schema: z.object({ developerId: parsed(parseDeveloperId, "Choose one of your developers.") }),
  run: async (user, { developerId }) => {
    if (!(await choose(user, developerId))) return rejected("Choose one of your developers.");
    redirect("/earnings");
  },
});
