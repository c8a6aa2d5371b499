import { environment } from "@/lib/config/environment";
import type { Deps } from "@/lib/use-cases/deps";
import { insistOnZone } from "@/lib/use-cases/keep-zone";

const checks = new WeakMap<Deps["db"]["sql"], Promise<void>>();

/**
 * Throws when the books are kept in another zone than this process's. Asks the database once, and
 * again after it did not answer or said no.
 */
export function assertZone(deps: Pick<Deps, "db" | "zone">): Promise<void> {
  const known = checks.get(deps.db.sql);
  if (known) return known;
  const check = insistOnZone(deps, environment().ACCOUNTING_TIME_ZONE).catch((error: unknown) => {
    checks.delete(deps.db.sql);
    throw error;
  });
  checks.set(deps.db.sql, check);
  return check;
}
