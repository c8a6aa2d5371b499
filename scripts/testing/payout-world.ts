import { addMissingPlugins } from "@/db/writes/save-catalog";
import { type AdminActor, mintAdmin } from "@/lib/auth/actor";
import type { Readiness } from "@/lib/domain/connect";
import { trustedCurrency } from "@/lib/domain/currency";
import type { EventReport } from "@/lib/domain/event";
import { type DeveloperId, type RunId, trusted } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { trustedPeriod, UTC } from "@/lib/domain/period";
import { closePeriod } from "@/lib/use-cases/close-period";
import type { Deps } from "@/lib/use-cases/deps";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { recordEvents } from "@/lib/use-cases/record-events";
import { createOfflineDeps } from "@/lib/use-cases/world";
import type { Simulator } from "@/simulator/server";
import type { TestDatabase } from "./database";

/** A marketplace over a real database and a simulated Stripe, with a clock that tests move. */
export type PayoutWorld = {
  readonly db: TestDatabase;
  readonly simulator: Simulator;
  readonly deps: Deps;
  readonly admin: AdminActor;
  readonly otherAdmin: AdminActor;
  readonly now: () => Date;
  /** Moves Remit's clock and the simulator's alike. */
  readonly advance: (seconds: number) => Promise<void>;
};

export type WorldSettings = { readonly at: Date; readonly timeoutMs?: number };

export async function createPayoutWorld(
  db: TestDatabase,
  simulator: Simulator,
  { at, timeoutMs = 2_000 }: WorldSettings,
): Promise<PayoutWorld> {
  let now = at;
  await simulator.control.setClock(now, true);
  const stripe = { secretKey: "sk_test_sim_payouts", apiBase: simulator.url, timeoutMs };
  return {
    db,
    simulator,
    deps: createOfflineDeps({ db, now: () => now, zone: UTC, stripe }),
    admin: mintAdmin("user:ada@example.com"),
    otherAdmin: mintAdmin("user:ben@example.com"),
    now: () => now,
    advance: async (seconds) => {
      now = new Date(now.getTime() + seconds * 1_000);
      await simulator.control.setClock(now, true);
    },
  };
}

/** Adds a developer with plugins, and with a Stripe account when a readiness is given. */
export async function addDeveloper(
  { deps, simulator, db, now }: PayoutWorld,
  id: string,
  options: {
    readonly plugins?: readonly string[];
    readonly readiness?: Readiness | undefined;
  } = {},
): Promise<DeveloperId> {
  const { plugins = [`${id}-plugin`], readiness = "ready" } = options;
  const developerId = trusted.developerId(id);
  const records = plugins.map((name) => ({ id: trusted.pluginId(name), name, developerId }));
  await addMissingPlugins(db, records, now());
  if (!("readiness" in options) || options.readiness !== undefined) {
    const request = { developerId, email: `${id}@example.com`, displayName: id, country: "DE" };
    const account = await deps.accounts.createAccount(request, `account:${id}`);
    await simulator.control.onboard(account.accountId, "finished");
    await db.sql`
      insert into connected_accounts (developer_id, creation_key, creation_started_at,
        stripe_account_id, readiness, fetched_at)
      values (${id}, ${`account:${id}`}, ${now()}, ${account.accountId}, ${readiness}, ${now()})`;
  }
  return developerId;
}

export type Sale = {
  readonly id: string;
  readonly plugin: string;
  /** Gross, in minor units; negative refunds the sale named by `corrects`. */
  readonly amount: bigint;
  readonly on: string;
  readonly currency?: string;
  readonly corrects?: string;
};

/** Records sales and refunds through the real use case, and insists that each is taken. */
export async function recordSales(
  { deps }: Pick<PayoutWorld, "deps">,
  sales: readonly Sale[],
): Promise<void> {
  const reports = sales.map(
    (sale): Omit<EventReport, "source"> => ({
      externalId: sale.id,
      kind: sale.amount < 0n ? "refund" : "install",
      pluginId: trusted.pluginId(sale.plugin),
      amount: money(
        sale.amount < 0n ? -sale.amount : sale.amount,
        trustedCurrency(sale.currency ?? "eur"),
      ),
      occurredAt: new Date(`${sale.on}T00:00:00Z`),
      ...(sale.corrects === undefined ? {} : { correctsId: sale.corrects }),
    }),
  );
  for (const result of await recordEvents(deps, "test", reports)) {
    if (result.status !== "recorded") throw new Error(`Not recorded: ${JSON.stringify(result)}`);
  }
}

export async function closeMonth({ deps, admin }: PayoutWorld, period: string): Promise<void> {
  const closed = await closePeriod(deps, admin, trustedPeriod(period));
  if (!closed.ok) throw new Error(`Not closed: ${closed.problem.kind}`);
}

/** A month passes, and that of the day is closed and prepared. */
export async function prepareMonthOf(world: PayoutWorld, day: string): Promise<RunId> {
  const period = trustedPeriod(day.slice(0, 7));
  await world.advance(31 * 86_400);
  await closeMonth(world, period);
  return accepted(await prepareRun(world.deps, world.admin, { period })).runId;
}

/** What a use case answered, where a refusal would be a mistake of the test. */
export function accepted<Value>(
  result:
    | { readonly ok: true; readonly value: Value }
    | { readonly ok: false; readonly problem: { readonly kind: string } },
): Value {
  if (result.ok) return result.value;
  throw new Error(`Refused: ${result.problem.kind}`);
}
