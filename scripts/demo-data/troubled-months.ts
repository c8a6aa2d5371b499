import { trusted } from "@/lib/domain/ids";
import type { Period } from "@/lib/domain/period";
import { cancelRun } from "@/lib/use-cases/cancel-run";
import { checkPauses } from "@/lib/use-cases/check-pauses";
import { refreshAccount } from "@/lib/use-cases/refresh-account";
import { resolveUnknown } from "@/lib/use-cases/resolve-unknown";
import { retryPayouts } from "@/lib/use-cases/retry-payouts";
import { ADA, BRUNO } from "./admins";
import { assertDone } from "./assert-done";
import type { DemoWorld } from "./demo-world";
import { approve, fund, passHours, payMonth, prepare, send } from "./pay-month";

type PayMonth = (world: DemoWorld, period: Period) => Promise<void>;

/** What goes wrong sooner or later where money is sent, by how many months ago it did. */
export const TROUBLED_MONTHS: Readonly<Record<number, PayMonth>> = {
  9: preparedTwice,
  7: balanceTooSmall,
  5: accountRestricted,
  4: answerLost,
};

/** Bruno sent the first run back, and Ada prepared another one. */
async function preparedTwice(world: DemoWorld, period: Period): Promise<void> {
  const runId = await prepare(world, period);
  await passHours(world, 2);
  assertDone("cancel", await cancelRun(world.deps, BRUNO, runId));
  await passHours(world, 20);
  await payMonth(world, period);
}

/** Stripe's balance covers a part. The rest waits, paused, until it was topped up. */
async function balanceTooSmall(world: DemoWorld, period: Period): Promise<void> {
  const runId = await prepare(world, period);
  await fund(world, runId, 60);
  await approve(world, runId);
  await send(world);
  await passHours(world, 46);
  await fund(world, runId, 40);
  await checkPauses(world.deps, ADA);
  await send(world);
}

/** Stripe had switched off transfers to one account. They failed, and were retried afterwards. */
async function accountRestricted(world: DemoWorld, period: Period): Promise<void> {
  const { deps, simulator } = world;
  const developerId = trusted.developerId("lumen-oak");
  const runId = await prepare(world, period);
  await fund(world, runId, 100);
  const account = assertDone("read", await refreshAccount(deps, developerId));
  if (!account.stripeAccountId) throw new Error(`${developerId} has no connected account`);
  await simulator.setCapability(account.stripeAccountId, "restricted");
  await approve(world, runId);
  await send(world);
  await passHours(world, 29);
  await simulator.setCapability(account.stripeAccountId, "active");
  assertDone("read", await refreshAccount(deps, developerId));
  assertDone("retry", await retryPayouts(deps, BRUNO, { runId }));
  await send(world);
}

/** Stripe made a transfer, and its answer never arrived: looked up, and found. */
async function answerLost(world: DemoWorld, period: Period): Promise<void> {
  const runId = await prepare(world, period);
  await fund(world, runId, 100);
  await approve(world, runId);
  await world.simulator.addFault({
    ...{ method: "POST", path: "^/v1/transfers$", mode: "reset_after", nth: 2, times: 2 },
  });
  await send(world);
  await world.simulator.clearFaults();
  await passHours(world, 1);
  await resolveUnknown(world.deps);
}
