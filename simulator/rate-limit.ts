/**
 * A bucket of tokens that refills in real time, so that a frozen simulated clock cannot stop it.
 */
export class RateLimit {
  #tokens: number;
  #filledAt = performance.now();

  constructor(private readonly perSecond: number) {
    this.#tokens = perSecond;
  }

  take(): boolean {
    const now = performance.now();
    const refill = ((now - this.#filledAt) / 1000) * this.perSecond;
    this.#tokens = Math.min(this.perSecond, this.#tokens + refill);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
