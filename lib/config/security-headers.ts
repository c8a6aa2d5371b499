import { type Environment, isSimulated } from "./environment";

/**
 * The content security policy of a page.
 *
 * Scripts run by nonce alone. Charts need `style` attributes and dialogs a style element, which
 * run nothing. Forms may lead to Stripe's onboarding, or the simulator's, and to sign-in providers.
 */
export function contentSecurityPolicy(env: Environment, nonce: string): string {
  const inDevelopment = env.NODE_ENV === "development";
  const policy = {
    "default-src": ["'self'"],
    "script-src": [
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(inDevelopment ? ["'unsafe-eval'"] : []),
    ],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'", ...formTargets(env)],
  };
  return Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
}

const SIMULATOR_ORIGIN = "http://127.0.0.1:4010";

/** Without scripts, a form that ends in a redirect needs its last stop allowed too. */
function formTargets(env: Environment): readonly string[] {
  const targets = ["https://connect.stripe.com"];
  if (isSimulated(env)) {
    targets.push(env.STRIPE_API_BASE ? new URL(env.STRIPE_API_BASE).origin : SIMULATOR_ORIGIN);
  }
  if (env.GITHUB_ID) targets.push("https://github.com");
  if (env.OIDC_ISSUER) targets.push(new URL(env.OIDC_ISSUER).origin);
  return targets;
}

/** What every answer carries besides its policy. */
export function plainSecurityHeaders(env: Environment): Readonly<Record<string, string>> {
  return {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    ...(env.APP_URL.startsWith("https://")
      ? { "strict-transport-security": "max-age=63072000; includeSubDomains" }
      : {}),
  };
}
