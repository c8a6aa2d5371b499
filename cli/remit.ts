import { Command } from "commander";
import { addAdjust } from "./commands/adjust";
import { addApiKey } from "./commands/api-key";
import { addBalance } from "./commands/balance";
import { addDeveloper } from "./commands/developer";
import { addImport } from "./commands/import";
import { addJobs } from "./commands/jobs";
import { addMigrate } from "./commands/migrate";
import { addPayoutRule } from "./commands/payout-rule";
import { addPeriod } from "./commands/period";
import { addPlugin } from "./commands/plugin";
import { addReconcile } from "./commands/reconcile";
import { addRun } from "./commands/run";
import { addTerms } from "./commands/terms";
import { addThreshold } from "./commands/threshold";
import { addUser } from "./commands/user";
import { addVerify } from "./commands/verify";
import { failureLine } from "./failure";

/** Every command of the command line. A new one is a file in `commands/` and its line here. */
const COMMANDS = [
  addMigrate,
  addImport,
  addApiKey,
  addUser,
  addPeriod,
  addTerms,
  addPayoutRule,
  addThreshold,
  addRun,
  addBalance,
  addAdjust,
  addDeveloper,
  addPlugin,
  addJobs,
  addVerify,
  addReconcile,
];

const program = new Command("remit")
  .description("Remit's command line, over DATABASE_URL or the embedded database when it is unset.")
  .showHelpAfterError("(--help tells more)")
  .helpCommand(false);
for (const add of COMMANDS) add(program);

try {
  await program.parseAsync();
} catch (error) {
  console.error(`error: ${failureLine(error)}`);
  if (process.env.LOG_LEVEL === "debug") console.error(error);
  process.exitCode = 1;
}
