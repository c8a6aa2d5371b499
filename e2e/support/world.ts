import { test as base } from "@playwright/test";
import { openDatabase } from "@/db/client";
import type { Deps } from "@/lib/use-cases/deps";
import { createOfflineDeps } from "@/lib/use-cases/world";
import { type ControlClient, connectControl } from "@/simulator/control";
import { waitsForReact } from "./hydrated";

/** The database and the simulator behind the pages, to make and to look at state. */
export type World = { readonly deps: Deps; readonly simulator: ControlClient };

type Fixtures = { readonly world: World };

/** Playwright's `test`, with the world of the stack that `npm run test:e2e` started. */
export const test = base.extend<object, Fixtures>({
  page: async ({ page }, use) => await use(waitsForReact(page)),
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern for what is needed.
    async ({}, use) => {
      const db = openDatabase(setting("REMIT_E2E_DATABASE_URL"), { applicationName: "remit e2e" });
      const simulatorUrl = setting("REMIT_E2E_SIMULATOR_URL");
      const deps = createOfflineDeps({
        db,
        now: () => new Date(),
        appUrl: setting("REMIT_E2E_URL"),
        stripe: { secretKey: setting("REMIT_E2E_STRIPE_KEY"), apiBase: simulatorUrl },
      });
      await use({ deps, simulator: connectControl(simulatorUrl) });
      await db.close();
    },
    { scope: "worker" },
  ],
});

export { expect, type Page } from "@playwright/test";

export function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run browser tests with \`npm run test:e2e\``);
  return value;
}
