import { type Environment, environment } from "@/lib/config/environment";
import { newToken } from "./token";

const holder = globalThis as typeof globalThis & { remitAuthSecret?: string };

/**
 * What signs the short-lived cookies of a sign-in. Production demands `AUTH_SECRET`; elsewhere
 * each process rolls its own, and only a sign-in under way is lost by a restart.
 */
export function authSecret(env: Environment = environment()): string {
  if (env.AUTH_SECRET) return env.AUTH_SECRET;
  holder.remitAuthSecret ??= newToken();
  return holder.remitAuthSecret;
}
