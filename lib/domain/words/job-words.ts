import type { CloseSchedule } from "../closing";
import type { JobName } from "../job";

export const JOB_WORDS: Readonly<
  Record<JobName, { readonly title: string; readonly sentence: string }>
> = {
  sweep: {
    title: "Look for work",
    sentence:
      "Each minute: sales to pay at once, payouts to send, payouts and reversals to look up, webhooks that were left behind, and payments whose plugin is known by now.",
  },
  verify: {
    title: "Check the books",
    sentence: "Each hour: every rule, over the whole database.",
  },
  reconcile: {
    title: "Compare with Stripe",
    sentence: "Each night: the last five weeks of transfers and payouts, both ways.",
  },
  close: {
    title: "Close and prepare a month",
    sentence:
      "On the day you choose: closes the month before. Prepares its payouts then, or on the day its holding days have passed.",
  },
};

/** `On day 3 at 09:00` */
export function scheduleWords({ day, hour, approves }: Omit<CloseSchedule, "since">): string {
  const at = `On day ${day} of each month at ${String(hour).padStart(2, "0")}:00`;
  return approves
    ? `${at}; approves what one person may approve`
    : `${at}; somebody has to approve the payouts`;
}

/** Why a job that somebody asked for was not run, and what to do. */
export const JOB_REFUSALS = {
  is_running: "It is being run at this moment. Its result shows when it is done.",
  no_worker:
    "No worker has looked for work for minutes. Start one with `npm run worker`; nothing is lost until then.",
  stripe_unreachable: "Stripe did not answer. Nothing was changed; try again in a while.",
} as const;

export const WORKER_WAS_ASKED = "A worker was asked to look. It does so within a second.";
