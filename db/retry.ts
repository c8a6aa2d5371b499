/** Serialization failure and deadlock: the statement had no effect and may simply be run again. */
const TRANSIENT = new Set(["40001", "40P01"]);
/** Unique keys and checks: the constraints that decide races. */
const DECIDED_BY_CONSTRAINT = new Set(["23505", "23514"]);
const TRIES_MAX = 5;
const PAUSE_MS = 10;

/**
 * Runs one statement, or a reading and the one statement that rests on it, again when it lost a
 * race. `races` names the constraints whose violation means that somebody else was first.
 *
 * Lost connections are not retried: whether the statement happened is then unknown, and only the
 * caller knows how to find out.
 */
export async function withRetry<Value>(
  work: () => Promise<Value>,
  races: readonly string[] = [],
): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === TRIES_MAX || !isLostRace(error, races)) throw error;
    }
    await pause(PAUSE_MS * attempt * Math.random());
  }
}

export function isLostRace(error: unknown, races: readonly string[]): boolean {
  return TRANSIENT.has(codeOf(error)) || isDecidedBy(error, races);
}

/** Whether one of these constraints refused it: somebody else was first. */
export function isDecidedBy(error: unknown, constraints: readonly string[]): boolean {
  if (!DECIDED_BY_CONSTRAINT.has(codeOf(error))) return false;
  const { constraint_name: constraint } = error as Record<string, unknown>;
  return typeof constraint === "string" && constraints.includes(constraint);
}

/** PostgreSQL answered, and said no to this statement; another one may well go through. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === "PostgresError";
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  const { code } = error as Record<string, unknown>;
  return typeof code === "string" ? code : "";
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
