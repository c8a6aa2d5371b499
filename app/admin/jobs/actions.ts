"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { deps } from "@/app/deps";
import { requireAdmin } from "@/lib/auth/guards";
import { CLOSE_DAY_MAX } from "@/lib/domain/closing";
import { ASKABLE_JOBS } from "@/lib/domain/job";
import { fail, ok } from "@/lib/domain/result";
import { JOB_REFUSALS, scheduleWords, WORKER_WAS_ASKED } from "@/lib/domain/words/job-words";
import { defineAction } from "@/lib/forms/define-action";
import { done, rejected } from "@/lib/forms/form-state";
import { parsed } from "@/lib/forms/parsed";
import { runJobNow } from "@/lib/use-cases/run-job-now";
import { setCloseSchedule } from "@/lib/use-cases/set-close-schedule";

const BAD_DAY = `Enter a day from 1 to ${CLOSE_DAY_MAX}: every month has those.`;
const BAD_HOUR = "Enter an hour from 0 to 23.";

const whole = (max: number, message: string) =>
  parsed(
    (text) => (/^\d{1,2}$/.test(text.trim()) && Number(text) <= max ? ok(Number(text)) : fail(0)),
    message,
  );

/** Switches closing by the clock on, or changes when. */
export const scheduleClosing = defineAction({
  guard: requireAdmin,
  schema: z.object({
    day: whole(CLOSE_DAY_MAX, BAD_DAY),
    hour: whole(23, BAD_HOUR),
    approves: z.enum(["no", "yes"]),
  }),
  run: async (admin, { day, hour, approves }) => {
    const wanted = { day, hour, approves: approves === "yes" };
    const set = await setCloseSchedule(deps(), admin, wanted);
    if (!set.ok) {
      const errors = set.problem.kind === "bad_day" ? { day: BAD_DAY } : { hour: BAD_HOUR };
      return rejected("The schedule was not set.", errors);
    }
    revalidatePath("/admin", "layout");
    return done(`${scheduleWords(wanted)}.`);
  },
});

export const unscheduleClosing = defineAction({
  guard: requireAdmin,
  schema: z.object({}),
  run: async (admin) => {
    await setCloseSchedule(deps(), admin, undefined);
    revalidatePath("/admin", "layout");
    return done("Switched off. Months are closed and prepared by hand.");
  },
});

/** Each of them is harmless at any time: what there is to do follows from state. */
export const runNow = defineAction({
  guard: requireAdmin,
  schema: z.object({ job: z.enum(ASKABLE_JOBS) }),
  run: async (admin, { job }) => {
    const result = await runJobNow(deps(), admin, job);
    revalidatePath("/admin", "layout");
    if (!result.ok) return rejected(JOB_REFUSALS[result.problem.kind]);
    if (result.value.kind === "asked") return done(WORKER_WAS_ASKED);
    const { outcome, message } = result.value.report;
    return outcome === "done" ? done(message) : rejected(`${message} See Health.`);
  },
});
