export const FAULT_MODES = [
  "status_before",
  "status_after",
  "reset_before",
  "reset_after",
  "hang_before",
  "hang_after",
  "truncate_before",
  "truncate_after",
  "slow",
  "stored_500",
  "error_after_effect",
  "json_without_error",
  "json_without_error_after",
] as const;

export type FaultMode = (typeof FAULT_MODES)[number];

/** What to break: which requests, how often, and how. */
export type FaultRequest = {
  readonly mode: FaultMode;
  readonly method?: string;
  /** A regular expression on the path. */
  readonly path?: string;
  /** The first matching request to break, counted from 1 (the default). */
  readonly nth?: number;
  /** How many matching requests to break from there (default 1). */
  readonly times?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is: a string becomes the body (HTML, say), anything else JSON. */
  readonly body?: unknown;
  /** For `slow`: how long the request takes once it holds its idempotency key. */
  readonly delayMs?: number;
};

export type Fault = FaultRequest & {
  readonly id: string;
  readonly seen: number;
  readonly hits: number;
};

type Armed = { readonly request: FaultRequest; readonly id: string; seen: number; hits: number };

/** The faults that are armed. They are not kept on disk: a restart is a clean start. */
export class Faults {
  #armed: Armed[] = [];
  #count = 0;

  add(request: FaultRequest): Fault {
    this.#count += 1;
    const armed: Armed = { request, id: `fault_${this.#count}`, seen: 0, hits: 0 };
    this.#armed.push(armed);
    return toFault(armed);
  }

  /** The fault this request runs into, counting it as used. */
  take(method: string, path: string): FaultRequest | undefined {
    if (this.#armed.length === 0) return undefined;
    let taken: FaultRequest | undefined;
    for (const armed of this.#armed) {
      if (!matches(armed.request, method, path)) continue;
      armed.seen += 1;
      const first = armed.request.nth ?? 1;
      const isDue = armed.seen >= first && armed.seen < first + (armed.request.times ?? 1);
      if (!isDue || taken !== undefined) continue;
      armed.hits += 1;
      taken = armed.request;
    }
    return taken;
  }

  list(): readonly Fault[] {
    return this.#armed.map(toFault);
  }

  clear(): void {
    this.#armed = [];
  }
}

/** Says what is wrong with a fault before it is armed; undefined when nothing is. */
export function problemOfFault(fault: Partial<FaultRequest>): string | undefined {
  if (fault.mode === undefined || !FAULT_MODES.includes(fault.mode)) {
    return `mode must be one of ${FAULT_MODES.join(", ")}`;
  }
  try {
    new RegExp(fault.path ?? "");
  } catch {
    return `path must be a regular expression, and ${String(fault.path)} is not one`;
  }
  const counts = { nth: fault.nth, times: fault.times, delayMs: fault.delayMs };
  for (const [name, value] of Object.entries(counts)) {
    if (value !== undefined && (!Number.isInteger(value) || value < 1)) {
      return `${name} must be a whole number of at least 1`;
    }
  }
  const { status } = fault;
  if (status !== undefined && (!Number.isInteger(status) || status < 200 || status > 599)) {
    return "status must be an HTTP status from 200 to 599";
  }
  return undefined;
}

function matches(fault: FaultRequest, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  return fault.path === undefined || new RegExp(fault.path).test(path);
}

function toFault(armed: Armed): Fault {
  return { ...armed.request, id: armed.id, seen: armed.seen, hits: armed.hits };
}
