import { upsertDemoAdmin } from "@/db/writes/demo-people";
import { mintAdmin, mintDeveloper } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import type { EventKind } from "@/lib/domain/event";
import { type DeveloperId, type PluginId, trusted } from "@/lib/domain/ids";
import { firstDay, type Period, periodOf, previousPeriod, UTC } from "@/lib/domain/period";
import { closePeriod } from "@/lib/use-cases/close-period";
import { recordEvents } from "@/lib/use-cases/record-events";
import { refreshAccount } from "@/lib/use-cases/refresh-account";
import { saveDeveloper } from "@/lib/use-cases/save-developer";
import { savePlugin } from "@/lib/use-cases/save-plugin";
import { startOnboarding } from "@/lib/use-cases/start-onboarding";
import type { World } from "./world";

export const ADMIN = mintAdmin("user:e2e@marketplace.example");
export const SOURCE = "e2e";

export type TestDeveloper = {
  readonly id: DeveloperId;
  readonly name: string;
  readonly pluginId: PluginId;
  readonly pluginName: string;
};

/** A developer with one plugin, whose names and ids no other story uses. */
export async function makeDeveloper({ deps }: World, name: string): Promise<TestDeveloper> {
  const id = trusted.developerId(name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"));
  const pluginId = trusted.pluginId(`${id}-plugin`);
  const pluginName = `${name} Plugin`;
  await saveDeveloper(deps, ADMIN, { id, name, email: `${id}@developers.example` });
  const price = { minor: 1_000n, currency: trustedCurrency("eur") };
  const plugin = { id: pluginId, developerId: id, name: pluginName, price };
  const saved = await savePlugin(deps, ADMIN, plugin);
  if (!saved.ok) throw new Error(saved.problem.kind);
  return { id, name, pluginId, pluginName };
}

/** The demo offers four admins to play, so the stories share `Finance One` and `Finance Two`. */
export async function makeAdmin({ deps }: World, name: string): Promise<string> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@marketplace.example`;
  await upsertDemoAdmin(deps.db, { id: deps.newId(), name, email }, deps.now());
  return email;
}

export type Sale = {
  readonly externalId: string;
  readonly kind?: EventKind;
  readonly amount: number;
  readonly currency?: "eur" | "usd";
  readonly at: Date;
  readonly correctsId?: string;
};

/** Records events through the use case, and fails when one of them is refused. */
export async function record(
  { deps }: World,
  developer: Pick<TestDeveloper, "pluginId">,
  sales: readonly Sale[],
): Promise<void> {
  const reports = sales.map(({ externalId, kind, amount, currency, at, correctsId }) => ({
    externalId,
    kind: kind ?? ("install" as const),
    pluginId: developer.pluginId,
    amount: { minor: BigInt(amount), currency: trustedCurrency(currency ?? "eur") },
    occurredAt: at,
    correctsId,
  }));
  for (const result of await recordEvents(deps, SOURCE, reports)) {
    if (result.status === "rejected") throw new Error(JSON.stringify(result));
  }
}

/** Makes the developer's connected account and finishes the hosted page's part. */
export async function onboard({ deps, simulator }: World, developer: TestDeveloper) {
  const actor = mintDeveloper(`user:${developer.id}@developers.example`, developer.id, "owner");
  const started = await startOnboarding(deps, actor);
  if (!started.ok) throw new Error(started.problem.kind);
  const account = await refreshAccount(deps, developer.id);
  if (!account.ok || !account.value.stripeAccountId) throw new Error("no connected account");
  await simulator.onboard(account.value.stripeAccountId, "finished");
  await refreshAccount(deps, developer.id);
  return account.value.stripeAccountId;
}

export function lastMonth(): Period {
  return previousPeriod(periodOf(new Date(), UTC));
}

/** An instant of a day of the period, at noon UTC. */
export function noonOf(period: Period, day: number): Date {
  return new Date(`${firstDay(period).slice(0, 8)}${String(day).padStart(2, "0")}T12:00:00Z`);
}

/** Closes a month and those before it, if they are not closed yet. */
export async function closeThrough(world: World, period: Period): Promise<void> {
  const result = await closePeriod(world.deps, ADMIN, period);
  if (result.ok || result.problem.kind === "already_closed") return;
  if (result.problem.kind !== "earlier_period_open") throw new Error(result.problem.kind);
  await closeThrough(world, result.problem.earlier);
  await closeThrough(world, period);
}
