import { mintAdmin, mintDeveloper } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import type { Deps } from "@/lib/use-cases/deps";
import { reversePayout } from "@/lib/use-cases/reverse-payout";
import { startOnboarding } from "@/lib/use-cases/start-onboarding";
import { createDeps } from "@/lib/use-cases/world";
import { dieAt } from "./die-at";

/** What a person does in a web process, to whom or what. */
const ACTS: Readonly<Record<string, (deps: Deps, id: string) => Promise<unknown>>> = {
  reverse: (deps, id) => {
    const wish = { payoutId: trusted.payoutId(id), amount: 500n, reason: "a test" };
    return reversePayout(deps, mintAdmin("user:ada@example.com"), wish);
  },
  onboard: (deps, id) =>
    startOnboarding(
      deps,
      mintDeveloper(`user:${id}@example.com`, trusted.developerId(id), "owner"),
    ),
};

/**
 * A web process that ends like one whose machine lost power, while it does what somebody asked for:
 * `tsx scripts/faults/dying-person.ts reverse.answered reverse <payout>`.
 */
async function main(): Promise<void> {
  const [, , step, act = "", id = ""] = process.argv;
  const deps = createDeps();
  await ACTS[act]?.({ ...deps, onStep: dieAt(step) }, id);
}

await main();
