import { z } from "zod";
import { type AccountingZone, parseZone } from "@/lib/domain/period";

const text = z.string().min(1);
const list = text.transform((value) =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);

const zone = text.transform((value, context): AccountingZone => {
  const parsed = parseZone(value);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: "custom", message: `is not a time zone: ${value}` });
  return z.NEVER;
});

const schema = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("development"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_READ_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  APP_URL: z.url({ protocol: /^https?$/ }).default("http://localhost:3000"),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  AUTH_SECRET: z.string().min(32, "needs at least 32 characters").optional(),
  ADMIN_EMAILS: list.default([]),
  STRIPE_SECRET_KEY: text.optional(),
  STRIPE_WEBHOOK_SECRET: list.default([]),
  STRIPE_API_BASE: z.url({ protocol: /^https?$/ }).optional(),
  STRIPE_ACCOUNTS_API: z.enum(["v2", "v1"]).default("v2"),
  STRIPE_REQUESTS_PER_SECOND: z.coerce.number().int().min(1).max(1_000).default(20),
  GITHUB_ID: text.optional(),
  GITHUB_SECRET: text.optional(),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: text.optional(),
  OIDC_CLIENT_SECRET: text.optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: text.default("Remit <remit@localhost>"),
  ACCOUNTING_TIME_ZONE: zone.optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  REMIT_DEMO: z.stringbool().default(false),
  REMIT_CLOCK: text.optional(),
});

export type Environment = z.infer<typeof schema>;

/**
 * Reads and checks the environment. Throws one `Error` that names every wrong variable.
 *
 * An empty variable counts as absent, which is how shells and `.env` files unset one.
 */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(present);
  if (!parsed.success) throw new Error(`Wrong configuration. ${describe(parsed.error)}`);
  assertPairs(parsed.data);
  assertProduction(parsed.data);
  return parsed.data;
}

let cached: Environment | undefined;

/** The process's own environment, read once. */
export function environment(): Environment {
  cached ??= readEnvironment(process.env);
  return cached;
}

/** Simulated money: no Stripe key, or the simulator's own. */
export function isSimulated(env: Environment): boolean {
  return env.STRIPE_SECRET_KEY === undefined || env.STRIPE_SECRET_KEY.startsWith("sk_test_sim");
}

function describe(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
}

function assertPairs(env: Environment): void {
  if ((env.GITHUB_ID === undefined) !== (env.GITHUB_SECRET === undefined)) {
    throw new Error("Wrong configuration. GITHUB_ID and GITHUB_SECRET go together");
  }
  const oidc = [env.OIDC_ISSUER, env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET];
  if (oidc.some((value) => value) && oidc.some((value) => value === undefined)) {
    throw new Error(
      "Wrong configuration. OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together",
    );
  }
}

/** In production nothing is ever simulated by omission; the demo says so explicitly. */
function assertProduction(env: Environment): void {
  if (env.STRIPE_SECRET_KEY?.startsWith("sk_live_") && (env.STRIPE_API_BASE || env.REMIT_DEMO)) {
    throw new Error(
      "Wrong configuration. STRIPE_SECRET_KEY is a live key: unset STRIPE_API_BASE and REMIT_DEMO",
    );
  }
  if (env.NODE_ENV !== "production" || env.REMIT_DEMO) return;
  const required = {
    DATABASE_URL: env.DATABASE_URL,
    AUTH_SECRET: env.AUTH_SECRET,
    STRIPE_SECRET_KEY: env.STRIPE_SECRET_KEY,
    STRIPE_WEBHOOK_SECRET: env.STRIPE_WEBHOOK_SECRET[0],
  };
  const missing = Object.keys(required).filter(
    (name) => required[name as keyof typeof required] === undefined,
  );
  if (missing.length > 0) {
    throw new Error(`Wrong configuration. Missing in production: ${missing.join(", ")}`);
  }
  if (isSimulated(env)) {
    throw new Error(
      "Wrong configuration. STRIPE_SECRET_KEY is the simulator's: set REMIT_DEMO=1 for a demo, or a real key",
    );
  }
  if (env.REMIT_CLOCK) throw new Error("Wrong configuration. REMIT_CLOCK: not in production");
}
