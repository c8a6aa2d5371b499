import { type AdminActor, type DeveloperActor, mintAdmin, mintDeveloper } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import type { EventKind } from "@/lib/domain/event";
import { type DeveloperId, trusted } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { type Period, UTC } from "@/lib/domain/period";
import { approveRun } from "@/lib/use-cases/approve-run";
import { closePeriod } from "@/lib/use-cases/close-period";
import type { Deps } from "@/lib/use-cases/deps";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { recordEvents } from "@/lib/use-cases/record-events";
import { saveDeveloper } from "@/lib/use-cases/save-developer";
import { savePlugin } from "@/lib/use-cases/save-plugin";
import { startOnboarding } from "@/lib/use-cases/start-onboarding";
import { createOfflineDeps } from "@/lib/use-cases/world";
import { type Simulator, type SimulatorOptions, startSimulator } from "@/simulator/server";
import { createTestDatabase, type TestDatabase } from "./database";

export const SECRET = "whsec_of_the_tests";

/** A marketplace of its own for one test file: database, simulated Stripe, and a shared clock. */
export type Marketplace = {
  readonly db: TestDatabase;
  readonly simulator: Simulator;
  readonly deps: Deps;
  readonly admin: AdminActor;
  /** Sets the time that Remit and the simulator both go by. */
  readonly setClock: (instant: string) => Promise<void>;
  /** A developer with one plugin, `<id>-plugin`. */
  readonly addDeveloper: (id: string) => Promise<DeveloperActor>;
  /** Through onboarding at Stripe, up to the end. Returns the account's id. */
  readonly connect: (developer: DeveloperActor) => Promise<string>;
  readonly sell: (developer: DeveloperActor, sales: readonly Sale[]) => Promise<void>;
  /** Closes the month and approves a run of it. Sending is left to the test. */
  readonly approve: (period: string) => Promise<string>;
  readonly stop: () => Promise<void>;
};

export type Sale = {
  readonly externalId: string;
  readonly amount: bigint;
  readonly at: string;
  readonly kind?: EventKind;
  readonly currency?: string;
  readonly corrects?: string;
};

export async function createMarketplace(options: SimulatorOptions = {}): Promise<Marketplace> {
  const db = await createTestDatabase();
  const simulator = await startSimulator({ seed: 1, ...options });
  let now = new Date("2026-04-02T10:00:00Z");
  const stripe = { secretKey: "sk_test_sim_tests", apiBase: simulator.url };
  const deps = createOfflineDeps({
    ...{ db, now: () => now, zone: UTC, stripe },
    webhookSecrets: [SECRET],
  });
  const admin = mintAdmin("user:admin@example.com");
  const setClock = async (instant: string) => {
    now = new Date(instant);
    await simulator.control.setClock(now);
  };
  await setClock(now.toISOString());
  return {
    ...{ db, simulator, deps, admin, setClock },
    addDeveloper: (id) => addDeveloper(deps, admin, id),
    connect: (developer) => connect(deps, simulator, developer),
    sell: (developer, sales) => sell(deps, developer.developerId, sales),
    approve: (period) => approve(deps, admin, period as Period),
    stop: async () => {
      await simulator.close();
      await db.drop();
    },
  };
}

async function addDeveloper(deps: Deps, admin: AdminActor, id: string): Promise<DeveloperActor> {
  const developerId = trusted.developerId(id);
  await saveDeveloper(deps, admin, { id: developerId, name: `Developer ${id}` });
  const plugin = { id: trusted.pluginId(`${id}-plugin`), developerId, name: `Plugin of ${id}` };
  await savePlugin(deps, admin, plugin);
  return mintDeveloper(`user:${id}@example.com`, developerId, "owner");
}

async function connect(
  deps: Deps,
  simulator: Simulator,
  developer: DeveloperActor,
): Promise<string> {
  const started = await startOnboarding(deps, developer);
  if (!started.ok) throw new Error(`Onboarding was refused: ${started.problem.kind}`);
  const [row] = await deps.db.sql<{ id: string }[]>`
    select stripe_account_id as id from connected_accounts
    where developer_id = ${developer.developerId}`;
  if (!row) throw new Error("There is no account");
  await simulator.control.onboard(row.id, "finished");
  const done = await startOnboarding(deps, developer);
  if (!done.ok || done.value.kind !== "dashboard") throw new Error("Onboarding did not finish");
  return row.id;
}

async function sell(deps: Deps, developerId: DeveloperId, sales: readonly Sale[]): Promise<void> {
  const reports = sales.map((sale) => ({
    externalId: sale.externalId,
    kind: sale.kind ?? "install",
    pluginId: trusted.pluginId(`${developerId}-plugin`),
    amount: money(sale.amount, trustedCurrency(sale.currency ?? "eur")),
    occurredAt: new Date(sale.at),
    correctsId: sale.corrects,
  }));
  for (const result of await recordEvents(deps, "test", reports)) {
    if (result.status !== "recorded") throw new Error(`Not recorded: ${JSON.stringify(result)}`);
  }
}

async function approve(deps: Deps, admin: AdminActor, period: Period): Promise<string> {
  const closed = await closePeriod(deps, admin, period);
  if (!closed.ok && closed.problem.kind !== "already_closed") {
    throw new Error(`${period} was not closed: ${closed.problem.kind}`);
  }
  const prepared = await prepareRun(deps, admin, { period });
  if (!prepared.ok) throw new Error(`${period} was not prepared: ${prepared.problem.kind}`);
  const approved = await approveRun(deps, admin, prepared.value.runId);
  if (!approved.ok) throw new Error(`${period} was not approved: ${approved.problem.kind}`);
  return prepared.value.runId;
}
