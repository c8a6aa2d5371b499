import type { Command } from "commander";
import { findCloseSchedule } from "@/db/queries/jobs";
import { CLOSE_DAY_MAX } from "@/lib/domain/job";
import { JOB_WORDS, scheduleWords } from "@/lib/domain/words/job-words";
import { setCloseSchedule } from "@/lib/use-cases/set-close-schedule";
import { isWorkerSilent, type ShownJob, showJobs } from "@/lib/use-cases/show-jobs";
import { actingAdmin, actingOperator } from "../acting-admin";
import { type OutputOptions, print } from "../output";
import { withDatabase } from "../world";

type Options = OutputOptions & { readonly as?: string };
type ScheduleOptions = Options & {
  readonly day: number;
  readonly hour: number;
  readonly autoApprove?: boolean;
};

export function addJobs(program: Command): void {
  const group = program
    .command("jobs")
    .description("What the worker does by the clock: last run, result, next run.")
    .option("--json", "print the result as JSON")
    .action((options: Options) => show(options));
  group
    .command("schedule")
    .description("Close and prepare the month before on a day of each month, from now on.")
    .requiredOption("--day <day>", `day of the month, 1 to ${CLOSE_DAY_MAX}`, dayArgument)
    .option("--hour <hour>", "hour in the accounting zone, 0 to 23", hourArgument, 9)
    .option("--auto-approve", "approve the run too, as far as one person may")
    .requiredOption("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((_: unknown, command: Command) => schedule(command.optsWithGlobals()));
  group
    .command("unschedule")
    .description("Close and prepare months by hand again.")
    .requiredOption("--as <email>", "the acting admin")
    .option("--json", "print the result as JSON")
    .action((_: unknown, command: Command) => unschedule(command.optsWithGlobals()));
}

async function show(options: Options): Promise<void> {
  await withDatabase(async (deps) => {
    const admin = await actingOperator(deps, undefined);
    const [jobs, decided] = await Promise.all([showJobs(deps, admin), findCloseSchedule(deps.db)]);
    const isSilent = isWorkerSilent(jobs, deps.now());
    print(options, { jobs, schedule: decided?.schedule ?? null, isWorkerSilent: isSilent }, [
      ...jobs.map(jobLine),
      ...(decided?.schedule ? [`${scheduleWords(decided.schedule)}. Set by ${decided.by}.`] : []),
      ...(isSilent ? ["No worker has looked for work for minutes: start one."] : []),
    ]);
  });
}

function jobLine({ name, isRunning, startedAt, last, next }: ShownJob): string {
  const result = last ? `${last.at.toISOString()}  ${last.outcome}: ${last.message}` : "never ran";
  const now = isRunning ? `running since ${startedAt?.toISOString()}; before: ` : "";
  const then = next ? `next ${next.toISOString()}` : "switched off";
  return `${name}  ${JOB_WORDS[name].title}  ${now}${result}  ${then}`;
}

async function schedule({ day, hour, autoApprove = false, ...options }: ScheduleOptions) {
  await withDatabase(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const wanted = { day, hour, approves: autoApprove };
    const set = await setCloseSchedule(deps, admin, wanted);
    if (!set.ok) throw new Error(`The schedule was not set: ${set.problem.kind}`);
    print(options, wanted, [`${scheduleWords(wanted)}.`]);
  });
}

async function unschedule(options: Options): Promise<void> {
  await withDatabase(async (deps) => {
    await setCloseSchedule(deps, await actingAdmin(deps, options.as), undefined);
    print(options, { schedule: null }, ["Months are closed and prepared by hand."]);
  });
}

function dayArgument(text: string): number {
  if (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= CLOSE_DAY_MAX) {
    return Number(text);
  }
  throw new Error(`--day: ${text} is not a day from 1 to ${CLOSE_DAY_MAX}, which every month has`);
}

function hourArgument(text: string): number {
  if (/^\d{1,2}$/.test(text) && Number(text) <= 23) return Number(text);
  throw new Error(`--hour: ${text} is not an hour from 0 to 23`);
}
