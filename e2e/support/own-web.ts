import { randomBytes } from "node:crypto";
import { freePort } from "@/db/embedded";
import {
  type ServiceEnvironment,
  startWeb,
  stopService,
  waitForAnswer,
} from "@/scripts/supervisor/services";
import { setting } from "./world";

export type OwnWeb = { readonly url: string; readonly stop: () => Promise<void> };

const READY_MS_MAX = 60_000;

/**
 * A second web server over the stack's database, outside the demo: production as an operator runs
 * it, with the given settings and no other way to sign in.
 */
export async function startOwnWeb(
  settingsAt: (url: string) => ServiceEnvironment | Promise<ServiceEnvironment>,
): Promise<OwnWeb> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const settings = await settingsAt(url);
  const web = startWeb(
    { port, mode: "production" },
    { ...baseEnvironment(url, port), ...settings },
  );
  const stop = () => stopService(web);
  try {
    await waitForAnswer(web, `${url}/readyz`, READY_MS_MAX);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

function baseEnvironment(url: string, port: number): ServiceEnvironment {
  return {
    NODE_ENV: "production",
    NODE_OPTIONS: "",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: setting("REMIT_E2E_DATABASE_URL"),
    DATABASE_READ_URL: "",
    APP_URL: url,
    PORT: String(port),
    AUTH_SECRET: randomBytes(32).toString("base64url"),
    // Nobody's key: outside the demo the simulator's own is refused. Signing in asks Stripe nothing.
    STRIPE_SECRET_KEY: "sk_test_nobodys",
    STRIPE_API_BASE: setting("REMIT_E2E_SIMULATOR_URL"),
    STRIPE_WEBHOOK_SECRET: "whsec_nobodys",
    REMIT_DEMO: "",
    REMIT_CLOCK: "",
    ADMIN_EMAILS: "",
    SMTP_URL: "",
    GITHUB_ID: "",
    GITHUB_SECRET: "",
    OIDC_ISSUER: "",
    OIDC_CLIENT_ID: "",
    OIDC_CLIENT_SECRET: "",
    LOG_LEVEL: "fatal",
  };
}
