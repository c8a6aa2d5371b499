import Stripe from "stripe";
import { type Simulator, type SimulatorOptions, startSimulator } from "./server";

export type TestPlatform = Simulator & { readonly stripe: Stripe };

/** A platform for tests: a fresh simulator and the real `stripe` client that talks to it. */
export async function startTestPlatform(options: SimulatorOptions = {}): Promise<TestPlatform> {
  const simulator = await startSimulator({ seed: 7, ...options });
  return { ...simulator, stripe: stripeClient(simulator) };
}

export function stripeClient(
  { host, port }: Pick<Simulator, "host" | "port">,
  config: {
    readonly maxNetworkRetries?: number;
    readonly timeout?: number;
    readonly key?: string;
  } = {},
): Stripe {
  const { key = "sk_test_simulated", maxNetworkRetries = 0, timeout = 5000 } = config;
  return new Stripe(key, {
    ...{ host, port, protocol: "http", telemetry: false },
    ...{ maxNetworkRetries, timeout },
  });
}

/** A connected account made the recommended way: v2, Express, a recipient of transfers. */
export async function createRecipient(stripe: Stripe): Promise<Stripe.V2.Core.Account> {
  return await stripe.v2.core.accounts.create({
    contact_email: "ada@example.com",
    display_name: "Ada's Plugins",
    dashboard: "express",
    identity: { country: "de" },
    defaults: {
      responsibilities: { fees_collector: "application", losses_collector: "application" },
    },
    configuration: {
      recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
    },
    include: ["configuration.recipient", "requirements", "identity", "defaults"],
  });
}

/** A recipient that can be paid, and a platform with money. */
export async function createPayable(platform: TestPlatform): Promise<string> {
  const account = await createRecipient(platform.stripe);
  await platform.control.onboard(account.id);
  await platform.control.fund("eur", 1_000_000);
  return account.id;
}

export type Failure = {
  readonly type: string;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly message: string;
};

/** What the client throws, reduced to what callers decide by. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { type, statusCode, code, message } = error;
    const detail = error.detail as { readonly code?: string } | undefined;
    return { type, status: statusCode, code: code ?? detail?.code, message };
  }
  throw new Error("the request succeeded although it was meant to fail");
}
