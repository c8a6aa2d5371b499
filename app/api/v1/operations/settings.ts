import { z } from "zod";
import { JOB_OUTCOMES, JOBS } from "@/lib/domain/job";
import {
  closeScheduleInput,
  minimumInput,
  nothing,
  payoutRuleInput,
  termInput,
  thresholdInput,
} from "../admin-inputs";
import { currencyInPath, inQuery, type Operation, paging, periodInPath } from "../operation";
import {
  currencyOut,
  cursorOut,
  dayOut,
  idOut,
  instantOut,
  minor,
  periodOut,
  whoOut,
} from "../output-parts";

const amount = { currency: currencyOut, amount: minor("The amount decided on.") };
const setting = z.object({ ...amount, setBy: whoOut, setAt: instantOut });

const term = {
  scope: z.enum(["marketplace", "developer", "plugin"]),
  shareBps: z.int().meta({ description: "The developer's share; 7000 is 70%." }),
  effectiveFrom: instantOut,
  developerId: z.string().nullable(),
  pluginId: z.string().nullable(),
};
const listedTerm = z.object({ id: idOut, ...term, addedBy: whoOut });

const effect = {
  currency: currencyOut,
  sales: z.int(),
  before: minor("What developers got."),
  after: minor("What they would have got."),
};
const affected = z.object({ id: z.string(), name: z.string(), ...effect });

const previewOutput = z.object({
  since: dayOut.meta({ description: "The first of the twelve months' days." }),
  totals: z.array(z.object(effect)),
  developersTotal: z.int(),
  pluginsTotal: z.int(),
  developers: z.array(affected).meta({ description: "Those it changes the most for." }),
  plugins: z.array(affected).meta({ description: "Those it changes the most for." }),
});

const rule = {
  from: periodOut,
  holdingDays: z.int(),
  sweepMonth: z.int().nullable().meta({ description: "null: never." }),
};

const jobsOutput = z.object({
  jobs: z.array(
    z.object({
      name: z.enum(JOBS),
      isRunning: z.boolean(),
      startedAt: instantOut.nullable(),
      last: z
        .object({ at: instantOut, outcome: z.enum(JOB_OUTCOMES), message: z.string() })
        .nullable(),
      next: instantOut.nullable().meta({ description: "null when it is switched off." }),
    }),
  ),
  isWorkerSilent: z.boolean().meta({
    description: "No worker has looked for work for minutes: then nothing is sent.",
  }),
});

const scheduleOutput = z.object({
  schedule: closeScheduleInput.nullable().meta({ description: "null: by hand." }),
  setBy: whoOut.nullable(),
  setAt: instantOut.nullable(),
});

const addedTerm = z.object({
  ...term,
  addedBy: whoOut,
  replacedShareBps: z.int().nullable().meta({
    description: "What was to hold from that day on and had not begun; null when nothing was.",
  }),
});

const read = { method: "get", scope: "finance:read" } as const;
const put = { method: "put", scope: "settings:write" } as const;
const remove = {
  method: "delete",
  scope: "settings:write",
  body: nothing,
  isBodyOptional: true,
} as const;

export const SETTING_OPERATIONS: readonly Operation[] = [
  {
    ...read,
    path: "/api/v1/terms",
    id: "listTerms",
    summary: "List rates",
    description: "Every rate, newest first. The most specific one wins: plugin, developer, all.",
    parameters: paging,
    answers: [
      {
        status: 200,
        says: "One page.",
        schema: z.object({ terms: z.array(listedTerm), nextCursor: cursorOut }),
      },
    ],
  },
  {
    ...{ method: "post", scope: "settings:write" },
    path: "/api/v1/terms",
    id: "addTerm",
    summary: "Add a rate",
    description:
      "The developer's share of each sale from a day on, in place of one of the same scope and day that has not begun. What was recorded never changes. The second time it answers 409 term_exists.",
    body: termInput,
    answers: [{ status: 201, says: "Added.", schema: addedTerm }],
  },
  {
    ...read,
    path: "/api/v1/terms/preview",
    id: "previewTerm",
    summary: "Try a rate out",
    description:
      "What developers would have got in the last twelve months, had the rate held all along. Writes nothing.",
    parameters: [
      { ...inQuery("shareBps", "The share; 7000 is 70%.", { type: "integer" }), required: true },
      { ...inQuery("from", "The first day, YYYY-MM-DD.", { type: "string" }), required: true },
      inQuery("developerId", "Only for this developer.", { type: "string" }),
      inQuery("pluginId", "Only for this plugin.", { type: "string" }),
    ],
    answers: [{ status: 200, says: "The effect.", schema: previewOutput }],
  },
  {
    ...read,
    path: "/api/v1/minimums",
    id: "listMinimums",
    summary: "List minimums",
    description: "The least that is paid out, of each currency that has a minimum.",
    answers: [{ status: 200, says: "All.", schema: z.object({ minimums: z.array(setting) }) }],
  },
  {
    ...put,
    path: "/api/v1/minimums/{currency}",
    id: "setMinimum",
    summary: "Set a minimum",
    description: "The least that is paid out in a currency, for the runs that follow.",
    parameters: [currencyInPath],
    body: minimumInput,
    answers: [{ status: 200, says: "Set.", schema: z.object(amount) }],
  },
  {
    ...read,
    path: "/api/v1/thresholds",
    id: "listThresholds",
    summary: "List approval thresholds",
    description: "Above which amount a run takes two people, of each currency that has one.",
    answers: [{ status: 200, says: "All.", schema: z.object({ thresholds: z.array(setting) }) }],
  },
  {
    ...put,
    path: "/api/v1/thresholds/{currency}",
    id: "setThreshold",
    summary: "Set an approval threshold",
    description: "It counts at once, for prepared runs too.",
    parameters: [currencyInPath],
    body: thresholdInput,
    answers: [{ status: 200, says: "Set.", schema: z.object(amount) }],
  },
  {
    ...remove,
    path: "/api/v1/thresholds/{currency}",
    id: "removeThreshold",
    summary: "Remove an approval threshold",
    description:
      "One person may pay out any amount in the currency again. The second time it answers 404 no_threshold.",
    parameters: [currencyInPath],
    answers: [{ status: 200, says: "Removed.", schema: z.object({ currency: currencyOut }) }],
  },
  {
    ...read,
    path: "/api/v1/payout-rules",
    id: "listPayoutRules",
    summary: "List payout rules",
    description: "The rule of each month that has one of its own, the newest 100.",
    answers: [
      {
        status: 200,
        says: "The newest first.",
        schema: z.object({
          rules: z.array(z.object({ ...rule, setBy: whoOut, setAt: instantOut })),
        }),
      },
    ],
  },
  {
    ...put,
    path: "/api/v1/payout-rules/{period}",
    id: "setPayoutRule",
    summary: "Set the payout rule from a month on",
    description:
      "How long a month's earnings are held, and in which month balances below the minimum are paid too: for the runs that are prepared from now on.",
    parameters: [periodInPath],
    body: payoutRuleInput,
    answers: [{ status: 200, says: "Set.", schema: z.object(rule) }],
  },
  {
    ...read,
    path: "/api/v1/jobs",
    id: "listJobs",
    summary: "Look at what the worker does by the clock",
    description: "Each job's last run, its result and its next run.",
    answers: [{ status: 200, says: "All of them.", schema: jobsOutput }],
  },
  {
    ...read,
    path: "/api/v1/close-schedule",
    id: "getCloseSchedule",
    summary: "Look at when months are closed by the clock",
    description: "The schedule that counts, and who set it.",
    answers: [{ status: 200, says: "The schedule.", schema: scheduleOutput }],
  },
  {
    ...put,
    path: "/api/v1/close-schedule",
    id: "setCloseSchedule",
    summary: "Close months by the clock",
    description:
      "Closes the month before on a day of each month, from the next date on, and prepares it then or once its holding days have passed; approves its run too if told to, as far as one person may.",
    body: closeScheduleInput,
    answers: [{ status: 200, says: "Set.", schema: scheduleOutput }],
  },
  {
    ...remove,
    path: "/api/v1/close-schedule",
    id: "removeCloseSchedule",
    summary: "Close months by hand again",
    description: "Switches the schedule off.",
    answers: [{ status: 200, says: "Switched off.", schema: scheduleOutput }],
  },
];
