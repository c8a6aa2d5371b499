import { findOpenChargeProblems } from "@/db/queries/charge-problems";
import { trusted } from "@/lib/domain/ids";
import { processPendingStripeEvents } from "@/lib/use-cases/process-pending-stripe-events";
import { savePlugin } from "@/lib/use-cases/save-plugin";
import { verify } from "@/lib/use-cases/verify";
import { createMarketplace, type Marketplace, SECRET } from "./marketplace";
import { serveWebhook } from "./webhook-server";

export const TAGS = { remit_plugin_id: "ada-plugin", remit_buyer_ref: "buyer-7" };

/** A marketplace that hears of its customers' payments from Stripe, and the developer `ada`. */
export type ChargeWorld = {
  readonly market: Marketplace;
  /** A customer pays, for the plugin of `ada` unless told otherwise. Returns the charge's id. */
  readonly pay: (
    amount: number,
    metadata?: Readonly<Record<string, string>>,
    currency?: string,
  ) => Promise<string>;
  /** A webhook of one's own making: what it speaks of is read at Stripe in any case. */
  readonly notify: (id: string, type: string, object: string, account?: string) => Promise<void>;
  /** Delivers what is on its way and has the worker act on it. */
  readonly workOff: () => Promise<void>;
  /** What the books hold of a charge, a line for each event. */
  readonly bookOf: (charge: string) => Promise<readonly string[]>;
  /** What waits for a person: Stripe's id and the reason. */
  readonly open: () => Promise<readonly string[]>;
  /** A further plugin of `ada`. */
  readonly addPlugin: (id: string) => Promise<void>;
  /** What is wrong in the books, at the simulated Stripe, or between it and the real one's shapes. */
  readonly wrongs: () => Promise<readonly unknown[]>;
  readonly stop: () => Promise<void>;
};

export async function createChargeWorld(
  handle: (request: Request) => Promise<Response>,
): Promise<ChargeWorld> {
  const market = await createMarketplace();
  (globalThis as { remitDeps?: unknown }).remitDeps = market.deps;
  const server = await serveWebhook(handle);
  const { control } = market.simulator;
  await control.addEndpoint({ url: server.url, secret: SECRET, hears: "platform" });
  await market.addDeveloper("ada");
  await market.setClock("2026-04-02T12:00:00Z");
  return {
    market,
    pay: async (amount, metadata = TAGS, currency = "eur") =>
      (await control.charge({ amount, currency, metadata })).id,
    notify: (id, type, object, account) => notify(market, { id, type, object, account }),
    workOff: () => workOff(market),
    bookOf: (charge) => bookOf(market, charge),
    open: async () => {
      const problems = await findOpenChargeProblems(market.db, market.admin, { limit: 100 });
      return problems.map(({ objectId, code }) => `${objectId} ${code}`);
    },
    addPlugin: (id) => addPlugin(market, id),
    wrongs: () => wrongs(market),
    stop: async () => {
      server.close();
      await market.stop();
    },
  };
}

async function notify(
  { db, deps }: Marketplace,
  event: {
    readonly id: string;
    readonly type: string;
    readonly object: string;
    readonly account: string | undefined;
  },
): Promise<void> {
  const { id, type, object, account } = event;
  await db.sql`
    insert into stripe_events (id, type, account, object_id, payload, received_at)
    values (${id}, ${type}, ${account ?? null}, ${object}, '{}', ${deps.now()})`;
}

async function workOff({ deps, simulator }: Marketplace): Promise<void> {
  await simulator.control.webhooksSettled();
  const { failed } = await processPendingStripeEvents(deps);
  if (failed > 0) throw new Error(`${failed} of Stripe's events could not be acted on`);
}

async function bookOf({ db }: Marketplace, charge: string): Promise<readonly string[]> {
  const rows = await db.sql<{ line: string }[]>`
    select event.kind || ' ' || event.amount as line from events as event
    left join events as sale on sale.id = event.original_id
    where event.source = 'stripe' and coalesce(sale.external_id, event.external_id) = ${charge}
    order by event.refund_no nulls first`;
  return rows.map(({ line }) => line);
}

async function addPlugin({ deps, admin }: Marketplace, id: string): Promise<void> {
  const plugin = { id: trusted.pluginId(id), developerId: trusted.developerId("ada"), name: id };
  const saved = await savePlugin(deps, admin, plugin);
  if (!saved.ok) throw new Error(`Not saved: ${saved.problem.kind}`);
}

async function wrongs({ deps, simulator }: Marketplace): Promise<readonly unknown[]> {
  const { checks } = await verify(deps);
  return [
    ...checks.filter(({ offenders }) => offenders > 0),
    ...(await simulator.control.contract()).violations,
    ...(await simulator.control.check()).problems,
  ];
}
