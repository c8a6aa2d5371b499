import { findRunPayouts } from "@/db/queries/payouts";
import type { RunId } from "@/lib/domain/ids";
import type { Period } from "@/lib/domain/period";
import { approveRun } from "@/lib/use-cases/approve-run";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { ADA, BRUNO } from "./admins";
import { assertDone } from "./assert-done";
import type { DemoWorld } from "./demo-world";

const HOUR_MS = 3_600_000;

/** How a month is paid when nothing goes wrong. */
export async function payMonth(world: DemoWorld, period: Period): Promise<void> {
  const runId = await prepare(world, period);
  await fund(world, runId, 100);
  await approve(world, runId);
  await send(world);
}

export async function prepare({ deps }: DemoWorld, period: Period): Promise<RunId> {
  const prepared = assertDone(`prepare ${period}`, await prepareRun(deps, ADA, { period }));
  return prepared.runId;
}

/** Tops Stripe's balance up with a part of what the run needs. */
export async function fund(world: DemoWorld, runId: RunId, percent: number): Promise<void> {
  const { deps, simulator } = world;
  const sums = new Map<string, bigint>();
  for (const { amount } of await findRunPayouts(deps.db, ADA, runId)) {
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + amount.minor);
  }
  for (const [currency, sum] of sums) {
    await simulator.fund(currency, Math.ceil((Number(sum) * percent) / 100));
  }
}

export async function approve(world: DemoWorld, runId: RunId): Promise<void> {
  await passHours(world, 1);
  assertDone("approve", await approveRun(world.deps, BRUNO, runId));
}

/** One lane sends in the order of the developers' ids, so that the story is the same each time. */
export async function send({ deps }: DemoWorld): Promise<void> {
  await sendApproved(deps, { perSecond: 1_000, concurrency: 1 });
}

export async function passHours(world: DemoWorld, hours: number): Promise<void> {
  await world.moveTo(new Date(world.deps.now().getTime() + hours * HOUR_MS));
}
