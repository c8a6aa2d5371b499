import type { Command } from "commander";
import { findCloseSchedule } from "@/db/queries/jobs";
import { CLOSE_DAY_MAX } from "@/lib/domain/closing";
import { ASKABLE_JOBS, type AskableJob } from "@/lib/domain/job";
import {
  JOB_REFUSALS,
  JOB_WORDS,
  scheduleWords,
  WORKER_WAS_ASKED,
} from "@/lib/domain/words/job-words";
import { runJobNow } from "@/lib/use-cases/run-job-now";
import { setCloseSchedule } from "@/lib/use-cases/set-close-schedule";
import { isWorkerSilent, type ShownJob, showJobs } from "@/lib/use-cases/show-jobs";
import { actingAdmin, actingOperator } from "../acting-admin";
import { type OutputOptions, print } from "../output";
import { withDatabase, withDeps } from "../world";

type Options = OutputOptions & { readonly as?: string };
type ScheduleOptions = Options & {
  readonly day: number;
  readonly hour: number;
  readonly autoApprove?: boolean;
};

const SCHEDULE_PROBLEMS = {
  bad_day: `--day takes a day from 1 to ${CLOSE_DAY_MAX}, which every month has`,
  bad_hour: "--hour takes an hour from 0 to 23",
} as const;

export function addJobs(program: Command): void {
  const group = program
    .command("jobs")
    .description("What the worker does by the clock: last run, result, next run.")
    .option("--json", "print the result as JSON")
    .action((options: Options) => show(options));
  group
    .command("run")
    .description(`Run a job now, whatever the clock says: ${ASKABLE_JOBS.join(", ")}.`)
    .argument("<name>", "the job", jobArgument)
    .option("--as <email>", "the acting admin, for the job’s row; the machine’s user when left out")
    .option("--json", "print the result as JSON")
    .action((name: AskableJob, _: unknown, command: Command) =>
      run(name, command.optsWithGlobals()),
    );
  group
    .command("schedule")
    .description(
      "Close the month before on a day of each month, and prepare it then or once its holding days have passed.",
    )
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

async function run(name: AskableJob, options: Options): Promise<void> {
  await withDeps(async (deps) => {
    const result = await runJobNow(deps, await actingOperator(deps, options.as), name);
    if (!result.ok)
      throw new Error(`${JOB_WORDS[name].title}: ${JOB_REFUSALS[result.problem.kind]}`);
    const { outcome, message } =
      result.value.kind === "ran"
        ? result.value.report
        : { outcome: "asked", message: WORKER_WAS_ASKED };
    print(options, { name, outcome, message }, [`${JOB_WORDS[name].title}: ${message}`]);
    if (outcome === "problems") process.exitCode = 1;
  });
}

async function schedule({ day, hour, autoApprove = false, ...options }: ScheduleOptions) {
  await withDatabase(async (deps) => {
    const admin = await actingAdmin(deps, options.as);
    const wanted = { day, hour, approves: autoApprove };
    const set = await setCloseSchedule(deps, admin, wanted);
    if (!set.ok) throw new Error(SCHEDULE_PROBLEMS[set.problem.kind]);
    print(options, wanted, [`${scheduleWords(wanted)}.`]);
  });
}

async function unschedule(options: Options): Promise<void> {
  await withDatabase(async (deps) => {
    await setCloseSchedule(deps, await actingAdmin(deps, options.as), undefined);
    print(options, { schedule: null }, ["Months are closed and prepared by hand."]);
  });
}

function jobArgument(text: string): AskableJob {
  const name = ASKABLE_JOBS.find((known) => known === text);
  if (name) return name;
  if (text === "close") {
    throw new Error(
      "A month is closed with `remit period close` and prepared with `remit run prepare`: that cannot be undone, so it is no job to run by name",
    );
  }
  throw new Error(`${text} is not a job that can be run: it is one of ${ASKABLE_JOBS.join(", ")}`);
}

function dayArgument(text: string): number {
  if (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= CLOSE_DAY_MAX) {
    return Number(text);
  }
  throw new Error(`${SCHEDULE_PROBLEMS.bad_day}: ${text} is none`);
}

function hourArgument(text: string): number {
  if (/^\d{1,2}$/.test(text) && Number(text) <= 23) return Number(text);
  throw new Error(`${SCHEDULE_PROBLEMS.bad_hour}: ${text} is none`);
}
