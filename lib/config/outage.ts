/**
 * Codes of the client and of PostgreSQL that say "not now": no connection, no answer, no room, a
 * lock or a statement that took too long, a server that starts, stops or is a standby.
 */
const OUTAGES =
  /^(CONNECT|ECONN|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT|08|25006|40001|40P01|53|55P03|57014|57P0)/;

/** Whether the database could not be used just now, so that the same request may succeed later. */
export function isOutage(error: unknown): boolean {
  const { code, cause } = (error ?? {}) as { readonly code?: unknown; readonly cause?: unknown };
  if (typeof code === "string" && OUTAGES.test(code)) return true;
  return cause !== undefined && isOutage(cause);
}
