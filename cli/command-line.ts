import { Command, CommanderError } from "commander";
import { failureLine } from "./failure";

type Add = (program: Command) => void;

/**
 * Every command of the command line, loaded when it is asked for: together they take seconds. A
 * new one is a file in `commands/` and its line here.
 */
const COMMANDS: Readonly<Record<string, () => Promise<Add>>> = {
  migrate: async () => (await import("./commands/migrate")).addMigrate,
  import: async () => (await import("./commands/import")).addImport,
  "api-key": async () => (await import("./commands/api-key")).addApiKey,
  user: async () => (await import("./commands/user")).addUser,
  period: async () => (await import("./commands/period")).addPeriod,
  terms: async () => (await import("./commands/terms")).addTerms,
  "payout-rule": async () => (await import("./commands/payout-rule")).addPayoutRule,
  minimum: async () => (await import("./commands/minimum")).addMinimum,
  threshold: async () => (await import("./commands/threshold")).addThreshold,
  run: async () => (await import("./commands/run")).addRun,
  balance: async () => (await import("./commands/balance")).addBalance,
  adjust: async () => (await import("./commands/adjust")).addAdjust,
  correct: async () => (await import("./commands/correct")).addCorrect,
  developer: async () => (await import("./commands/developer")).addDeveloper,
  plugin: async () => (await import("./commands/plugin")).addPlugin,
  charges: async () => (await import("./commands/charges")).addCharges,
  jobs: async () => (await import("./commands/jobs")).addJobs,
  verify: async () => (await import("./commands/verify")).addVerify,
  reconcile: async () => (await import("./commands/reconcile")).addReconcile,
};

/** Does what the words after `remit` say. What failed is told on stderr, and by the exit code. */
export async function runCommandLine(words: readonly string[]): Promise<void> {
  const program = new Command("remit")
    .description(
      "Remit's command line, over DATABASE_URL or the embedded database when it is unset.",
    )
    .showHelpAfterError("(--help tells more)")
    .helpCommand(false)
    .exitOverride();
  const named = Object.entries(COMMANDS).filter(([name]) => name === words[0]);
  const needed = named.length > 0 ? named : Object.entries(COMMANDS);
  for (const [, load] of needed) (await load())(program);
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  // It has told already, or was only asked for help.
  if (error instanceof CommanderError) return error.exitCode;
  console.error(`error: ${failureLine(error)}`);
  if (process.env.LOG_LEVEL === "debug") console.error(error);
  return 1;
}
