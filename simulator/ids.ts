import { createHash, randomBytes } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/**
 * Makes Stripe-looking ids (`tr_…`, `acct_…`).
 *
 * With a seed the n-th id is a function of seed and n, so two runs of one test name the same
 * things alike; the counter is part of the persisted state, so a restart never repeats an id.
 */
export class Ids {
  #next = 1;

  constructor(private readonly seed: number | undefined) {}

  mint(prefix: string, length = 24): string {
    const bytes =
      this.seed === undefined
        ? randomBytes(length)
        : createHash("sha512").update(`${this.seed}:${this.#next}:${prefix}`).digest();
    this.#next += 1;
    let text = "";
    for (let index = 0; index < length; index += 1) {
      text += ALPHABET[(bytes[index % bytes.length] ?? 0) % ALPHABET.length];
    }
    return prefix === "" ? text : `${prefix}_${text}`;
  }

  get position(): number {
    return this.#next;
  }

  resumeAt(position: number): void {
    this.#next = position;
  }
}
