import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "@/db/embedded";
import { chromiumFlags, findChromium } from "./find-chromium";
import { binary, runCommand } from "./processes/run-command";
import { buildIfNeeded } from "./supervisor/build";
import { say, sayProblem } from "./supervisor/console";
import { placesIn } from "./supervisor/places";
import { type Stack, startStack } from "./supervisor/stack";

/**
 * `npm run test:e2e [-- PLAYWRIGHT ARGUMENTS]`: the browser tests, against the production build
 * over a database and a simulator of their own.
 */
async function main(): Promise<number> {
  const chromium = await findChromium();
  await buildIfNeeded(say);
  const folder = await mkdtemp(path.join(tmpdir(), "remit-e2e-"));
  // As root, PostgreSQL runs as a user of its own, who has to get into the folder.
  await chmod(folder, 0o755);
  try {
    const stack = await startStack({
      places: placesIn(folder),
      ports: { web: await freePort(), simulator: await freePort() },
      mode: "production",
      durable: false,
      env: { LOG_LEVEL: "warn" },
    });
    try {
      return await runPlaywright(stack, chromium);
    } finally {
      await stack.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runPlaywright(stack: Stack, chromium: string): Promise<number> {
  const { code } = await runCommand(binary("playwright"), ["test", ...process.argv.slice(2)], {
    output: "inherit",
    env: {
      REMIT_E2E_URL: stack.webUrl,
      REMIT_E2E_DATABASE_URL: stack.databaseUrl,
      REMIT_E2E_SIMULATOR_URL: stack.simulatorUrl,
      REMIT_E2E_STRIPE_KEY: stack.stripeKey,
      REMIT_E2E_CHROMIUM: chromium,
      REMIT_E2E_CHROMIUM_FLAGS: chromiumFlags().join(" "),
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import tsx`,
    },
  });
  return code;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    sayProblem(error);
    process.exit(1);
  },
);
