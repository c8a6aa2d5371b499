import { openDatabase } from "@/db/client";
import { type Clock, systemClock, wallClock } from "@/lib/config/clock";
import { type Environment, environment } from "@/lib/config/environment";
import { newId } from "@/lib/config/new-id";
import { UTC } from "@/lib/domain/period";
import { createHints } from "@/lib/jobs/hints";
import { createAccountGateway } from "@/lib/stripe/accounts";
import { createChargeGateway } from "@/lib/stripe/charges";
import { createStripeClient, isTestKey, type StripeSettings } from "@/lib/stripe/client";
import { createTransferGateway } from "@/lib/stripe/transfers";
import { createWebhookReader } from "@/lib/stripe/webhook";
import type { Deps } from "./deps";

/** Where `npm run demo` and `npm run simulator` listen unless told otherwise. */
const SIMULATOR_URL = "http://127.0.0.1:4010";
const SIMULATOR_KEY = "sk_test_sim_local";

export type WorldOptions = {
  readonly env?: Environment;
  readonly databaseUrl?: string;
  readonly applicationName?: string;
  readonly connectionsMax?: number;
  /** How long the database may take for one statement; see `openDatabase`. */
  readonly statementMs?: number;
  /** Told of hints that could not be given; the work itself is safe. */
  readonly onHintError?: (error: unknown) => void;
};

const closers = new WeakMap<Deps, () => Promise<void>>();

/**
 * The real world of a process: its database, clock, Stripe client and job queue.
 *
 * Nothing is asked of the database yet. Whoever posts events, or judges their days, first has
 * `checkZone` or `keepZone` say that the books are kept in this zone.
 */
export function createDeps(options: WorldOptions = {}): Deps {
  const env = options.env ?? environment();
  const databaseUrl = options.databaseUrl ?? env.DATABASE_URL;
  if (databaseUrl === undefined) {
    throw new Error(
      "Wrong configuration. DATABASE_URL is not set: point it at PostgreSQL, or run `npm run demo`",
    );
  }
  const db = openDatabase(databaseUrl, {
    ...(options.applicationName === undefined ? {} : { applicationName: options.applicationName }),
    ...(options.connectionsMax === undefined ? {} : { connectionsMax: options.connectionsMax }),
    ...(options.statementMs === undefined ? {} : { statementMs: options.statementMs }),
  });
  const hints = createHints(databaseUrl, options.onHintError ?? (() => undefined));
  const deps: Deps = {
    db,
    now: systemClock(),
    zone: env.ACCOUNTING_TIME_ZONE ?? UTC,
    newId,
    ...createGateways(stripeSettings(env), env.STRIPE_ACCOUNTS_API),
    readWebhook: createWebhookReader(env.STRIPE_WEBHOOK_SECRET, wallClock),
    wake: hints.wake,
    appUrl: env.APP_URL,
  };
  closers.set(deps, async () => {
    await hints.close();
    await db.close();
  });
  return deps;
}

/** Ends the connections of a world made by `createDeps`. */
export async function closeDeps(deps: Deps): Promise<void> {
  await closers.get(deps)?.();
}

/** The same Stripe gateways over settings of one's own, for tests, simulations and benchmarks. */
export function createGateways(
  settings: StripeSettings,
  accountsApi: Environment["STRIPE_ACCOUNTS_API"] = "v2",
): Pick<Deps, "transfers" | "accounts" | "charges" | "isLive"> {
  const stripe = createStripeClient(settings);
  return {
    transfers: createTransferGateway(stripe),
    accounts: createAccountGateway(stripe, accountsApi),
    charges: createChargeGateway(stripe),
    isLive: !isTestKey(settings.secretKey),
  };
}

/** Deps over a given database and clock, whose hints go nowhere. */
export function createOfflineDeps(
  parts: Pick<Deps, "db"> & {
    readonly now: Clock;
    readonly stripe: StripeSettings;
    readonly webhookSecrets?: readonly string[];
  } & Partial<Deps>,
): Deps {
  const { stripe, webhookSecrets = [], ...given } = parts;
  return {
    zone: environment().ACCOUNTING_TIME_ZONE ?? UTC,
    newId,
    wake: async () => undefined,
    appUrl: "http://localhost:3000",
    ...createGateways(stripe),
    readWebhook: createWebhookReader(webhookSecrets, wallClock),
    ...given,
  };
}

/** Without a key the simulator stands in; `environment()` refuses that in production. */
function stripeSettings(env: Environment): StripeSettings {
  const secretKey = env.STRIPE_SECRET_KEY ?? SIMULATOR_KEY;
  const isSimulators = secretKey.startsWith("sk_test_sim");
  const apiBase = env.STRIPE_API_BASE ?? (isSimulators ? SIMULATOR_URL : undefined);
  return { secretKey, apiBase };
}
