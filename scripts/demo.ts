import { parseArgs } from "node:util";
import { sayProblem } from "./supervisor/console";
import { LOCAL_PLACES } from "./supervisor/places";
import { runLocally } from "./supervisor/run-locally";

const HELP = `Usage: npm run demo [-- --reset]

The whole of Remit on this machine, with a demo marketplace and simulated money.
Running it again keeps the data.

  --reset   start over with a fresh marketplace
  --help    show this

PORT (3000) and SIMULATOR_PORT (4010) choose the ports.
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { reset: { type: "boolean" }, help: { type: "boolean" } },
  });
  if (values.help) return void process.stdout.write(HELP);
  await runLocally({
    command: "npm run demo",
    mode: "production",
    places: LOCAL_PLACES,
    reset: values.reset ?? false,
  });
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    sayProblem(error);
    process.exit(1);
  },
);
