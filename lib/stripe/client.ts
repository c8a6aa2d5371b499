import Stripe from "stripe";

/** The version whose shapes the code is written against: a bump of the package is a type error. */
const API_VERSION = "2026-10-28.endive";
const TIMEOUT_MS = 20_000;
const READ_RETRIES = 2;

export type StripeSettings = {
  readonly secretKey: string;
  /** A Stripe simulator's address, in place of Stripe's own. */
  readonly apiBase?: string | undefined;
  readonly timeoutMs?: number;
};

/**
 * Makes the Stripe client. Nothing else does, so that time-outs and addresses are decided once.
 *
 * Reads are retried by the client. Transfers are not (see `transfers.ts`): a retry that nobody
 * wrote down cannot be told from the first try afterwards. Telemetry is off, because it would
 * leave a file in the home folder.
 */
export function createStripeClient(settings: StripeSettings): Stripe {
  const { secretKey, apiBase, timeoutMs = TIMEOUT_MS } = settings;
  if (apiBase !== undefined && !isTestKey(secretKey)) {
    throw new Error(
      "Wrong configuration. STRIPE_API_BASE names a simulator, so STRIPE_SECRET_KEY has to be a test key",
    );
  }
  return new Stripe(secretKey, {
    apiVersion: API_VERSION,
    maxNetworkRetries: READ_RETRIES,
    timeout: timeoutMs,
    telemetry: false,
    appInfo: { name: "Remit" },
    ...(apiBase === undefined ? {} : addressOf(apiBase)),
  });
}

/** Test keys move no money. Whatever is not plainly one counts as live. */
export function isTestKey(secretKey: string): boolean {
  return secretKey.startsWith("sk_test_") || secretKey.startsWith("rk_test_");
}

function addressOf(apiBase: string) {
  const url = new URL(apiBase);
  const protocol = url.protocol === "https:" ? ("https" as const) : ("http" as const);
  const port = url.port === "" ? (protocol === "https" ? 443 : 80) : Number(url.port);
  return { host: url.hostname, port, protocol };
}
