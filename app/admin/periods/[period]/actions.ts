"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { deps } from "@/app/deps";
import { requireAdmin } from "@/lib/auth/guards";
import { parseDeveloperId, parsePayoutId, parsePluginId, parseRunId } from "@/lib/domain/ids";
import { parsePeriod } from "@/lib/domain/period";
import { pauseFindingWords } from "@/lib/domain/words/pause-words";
import {
  approvalProblemWords,
  cancelProblemWords,
  closingProblemWords,
  preparationProblemWords,
  retryProblemWords,
} from "@/lib/domain/words/run-problem-words";
import { countWords } from "@/lib/domain/words/sum-words";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import { parsed, parsedIfFilled } from "@/lib/forms/parsed";
import { approveRun as approve } from "@/lib/use-cases/approve-run";
import { cancelRun as cancel } from "@/lib/use-cases/cancel-run";
import { checkPauses } from "@/lib/use-cases/check-pauses";
import { closePeriod as close } from "@/lib/use-cases/close-period";
import { prepareRun as prepare } from "@/lib/use-cases/prepare-run";
import { retryPayouts as retry } from "@/lib/use-cases/retry-payouts";

const period = parsed(parsePeriod, "This is not a month.");
const runId = parsed(parseRunId, "This is not a run.");

export const closePeriod = defineAction({
  guard: requireAdmin,
  schema: z.object({ period }),
  run: async (admin, input) => {
    const result = await close(deps(), admin, input.period);
    if (!result.ok) return rejected(closingProblemWords(result.problem));
    revalidatePath("/admin/periods", "layout");
    return done("The month is closed.");
  },
});

export const prepareRun = defineAction({
  guard: requireAdmin,
  schema: z.object({
    period,
    developerId: parsedIfFilled(parseDeveloperId, "Choose a developer from the list."),
    pluginId: parsedIfFilled(parsePluginId, "Choose a plugin from the list."),
  }),
  run: async (admin, scope) => {
    const result = await prepare(deps(), admin, scope);
    if (!result.ok) return rejected(preparationProblemWords(result.problem));
    revalidatePath("/admin/periods", "layout");
    redirect(`/admin/periods/${scope.period}?run=${result.value.runId}`);
  },
});

export const approveRun = defineAction({
  guard: requireAdmin,
  schema: z.object({ runId }),
  run: async (admin, input) => {
    const result = await approve(deps(), admin, input.runId);
    if (!result.ok) return rejected(approvalProblemWords(result.problem));
    revalidatePath("/admin", "layout");
    return done(`${countWords(result.value.payouts, "payout")} approved.`);
  },
});

export const cancelRun = defineAction({
  guard: requireAdmin,
  schema: z.object({ runId }),
  run: async (admin, input) => {
    const result = await cancel(deps(), admin, input.runId);
    if (!result.ok) return rejected(cancelProblemWords(result.problem));
    revalidatePath("/admin", "layout");
    const { canceled, kept } = result.value;
    const rest = kept > 0 ? ` ${countWords(kept, "payout")} had been sent and stay.` : "";
    return done(`${countWords(canceled, "payout")} canceled.${rest}`);
  },
});

export const retryPayouts = defineAction({
  guard: requireAdmin,
  schema: z.object({
    runId,
    payoutId: parsedIfFilled(parsePayoutId, "This is not a payout."),
  }),
  run: async (admin, input) => {
    const result = await retry(deps(), admin, input);
    if (!result.ok) return rejected(retryProblemWords(result.problem));
    revalidatePath("/admin", "layout");
    return done(`${countWords(result.value.payouts, "payout")} on the way again.`);
  },
});

/** Looks at Stripe's balance now, for somebody who has topped it up. */
export const checkBalance = defineAction({
  guard: requireAdmin,
  schema: z.object({}),
  run: async (admin) => {
    const findings = await checkPauses(deps(), admin);
    revalidatePath("/admin/periods", "layout");
    const words = findings.map(pauseFindingWords).join(" ");
    const isOver = findings.every(({ kind }) => kind === "goes_on");
    return isOver ? done(words || "Nothing is paused any more.") : rejected(words);
  },
});
