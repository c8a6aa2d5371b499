import type { Deps } from "@/lib/use-cases/deps";
import { createDeps } from "@/lib/use-cases/world";

/** Nobody waits longer for a page; whoever sends events is told to send them again. */
const STATEMENT_MS = 20_000;

const holder = globalThis as typeof globalThis & { remitDeps?: Deps };

/**
 * The web process's world: one pool of connections, made on first use.
 *
 * On `globalThis`, because a bundler may load this module more than once in a process and hot
 * reloading does so on every change; each copy would open a pool of its own.
 */
export function processDeps(): Deps {
  holder.remitDeps ??= createDeps({ statementMs: STATEMENT_MS });
  return holder.remitDeps;
}
