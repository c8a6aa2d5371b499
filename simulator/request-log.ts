export type LoggedRequest = {
  readonly id: string;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly idempotencyKey: string | null;
  readonly account: string | null;
  /** Null while running, and for a connection that was cut before an answer. */
  status: number | null;
  fault: string | null;
  isReplay: boolean;
};

const REQUESTS_KEPT = 2000;

/** The latest requests as they came over the wire, for tests that count and compare them. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  add(entry: LoggedRequest): LoggedRequest {
    this.#entries.push(entry);
    if (this.#entries.length > 2 * REQUESTS_KEPT)
      this.#entries = this.#entries.slice(-REQUESTS_KEPT);
    return entry;
  }

  entries(): readonly LoggedRequest[] {
    return this.#entries.slice(-REQUESTS_KEPT);
  }

  clear(): void {
    this.#entries = [];
  }
}
