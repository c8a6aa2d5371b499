"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { deps } from "@/app/deps";
import { requireAdmin } from "@/lib/auth/guards";
import { countWords } from "@/lib/domain/words/sum-words";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import { runReconcile } from "@/lib/use-cases/run-reconcile";
import { isVerifyDue, runVerify } from "@/lib/use-cases/run-verify";

/** Checking reads every row, so that clicks in a row get the result of the first. */
const CHECK_EVERY_MS = 10_000;

export const checkBooks = defineAction({
  guard: requireAdmin,
  schema: z.object({}),
  run: async (admin) => {
    const isDue = await isVerifyDue(deps(), CHECK_EVERY_MS);
    if (isDue) await runVerify(deps(), admin.name);
    revalidatePath("/admin/health");
    return done(isDue ? "Checked. The result is below." : "Checked a moment ago, see below.");
  },
});

export const compareWithStripe = defineAction({
  guard: requireAdmin,
  schema: z.object({}),
  run: async (admin) => {
    const report = await runReconcile(deps(), { by: admin.name });
    revalidatePath("/admin/health");
    const read = `${countWords(report.transfersRead, "transfer")} and ${countWords(report.payoutsRead, "payout")} compared.`;
    const fixed =
      report.fixedCount > 0 ? ` ${countWords(report.fixedCount, "payout")} brought in line.` : "";
    if (report.differenceCount === 0) return done(`${read}${fixed} Nothing is left open.`);
    return rejected(
      `${read}${fixed} ${countWords(report.differenceCount, "difference")} left for a person, see below.`,
    );
  },
});
