export type ClockSetting = { readonly offsetMs: number; readonly frozenAtMs: number | undefined };

/**
 * The simulator's own time. It runs with the machine's clock until a test moves or freezes it,
 * and everything that ages here (links, idempotency keys, pending money, retries) reads it.
 */
export class Clock {
  #offsetMs = 0;
  #frozenAtMs: number | undefined;
  readonly #moved: (() => void)[] = [];

  nowMs(): number {
    return this.#frozenAtMs ?? Date.now() + this.#offsetMs;
  }

  /** Whole seconds since 1970: the form v1 objects carry. */
  nowSeconds(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  /** RFC 3339: the form v2 objects carry. */
  nowText(): string {
    return new Date(this.nowMs()).toISOString();
  }

  advance(seconds: number): void {
    if (this.#frozenAtMs === undefined) this.#offsetMs += seconds * 1000;
    else this.#frozenAtMs += seconds * 1000;
    this.#tell();
  }

  set(atMs: number, isFrozen: boolean): void {
    this.#offsetMs = atMs - Date.now();
    this.#frozenAtMs = isFrozen ? atMs : undefined;
    this.#tell();
  }

  onMove(listener: () => void): void {
    this.#moved.push(listener);
  }

  get setting(): ClockSetting {
    return { offsetMs: this.#offsetMs, frozenAtMs: this.#frozenAtMs };
  }

  restore(setting: ClockSetting): void {
    this.#offsetMs = setting.offsetMs;
    this.#frozenAtMs = setting.frozenAtMs;
  }

  #tell(): void {
    for (const listener of this.#moved) listener();
  }
}
