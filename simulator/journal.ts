import type { Clock } from "./clock";
import type { JournalEntry, JournalLine, Owner } from "./objects";
import type { Store } from "./store";

export type Shelf = "available" | "pending";
export const PLATFORM: Owner = "platform";

/** Everybody who is not in here: cardholders, banks, Stripe's own fees. */
export const OUTSIDE = "external";

export function ledgerOf(owner: Owner, shelf: Shelf): string {
  return `${owner}/${shelf}`;
}

/**
 * The double-entry journal of all simulated money.
 *
 * Balances are nothing but the sums of its lines, and a movement that does not add up to zero is
 * refused, so money can move here but never appear or vanish.
 */
export class Journal {
  readonly #balances = new Map<string, Map<string, number>>();

  constructor(
    private readonly store: Store,
    private readonly clock: Clock,
  ) {}

  move(movement: {
    readonly kind: string;
    readonly reference: string;
    readonly currency: string;
    readonly amounts: Readonly<Record<string, number>>;
  }): JournalEntry {
    const { kind, reference, currency } = movement;
    const lines: JournalLine[] = Object.entries(movement.amounts)
      .filter(([, amount]) => amount !== 0)
      .map(([ledger, amount]) => ({ ledger, currency, amount }));
    const sum = lines.reduce((total, line) => total + line.amount, 0);
    if (sum !== 0 || !lines.every((line) => Number.isSafeInteger(line.amount))) {
      throw new Error(`the movement ${kind} of ${reference} does not balance: ${sum} ${currency}`);
    }
    const entry: JournalEntry = {
      id: `je_${this.store.journal.size + 1}`,
      at: this.clock.nowSeconds(),
      kind,
      reference,
      lines,
    };
    this.#add(lines);
    return this.store.journal.put(entry);
  }

  balance(owner: Owner, shelf: Shelf, currency: string): number {
    return this.#balances.get(ledgerOf(owner, shelf))?.get(currency) ?? 0;
  }

  currencies(owner: Owner): readonly string[] {
    const shelves = [ledgerOf(owner, "available"), ledgerOf(owner, "pending")];
    return [
      ...new Set(shelves.flatMap((ledger) => [...(this.#balances.get(ledger)?.keys() ?? [])])),
    ];
  }

  /** Recomputes the balances from the lines, after a restart or a reset. */
  recompute(): void {
    this.#balances.clear();
    for (const entry of this.store.journal.values()) this.#add(entry.lines);
  }

  balances(): Readonly<Record<string, Readonly<Record<string, number>>>> {
    const rows = [...this.#balances].map(([ledger, byCurrency]) => [
      ledger,
      Object.fromEntries(byCurrency),
    ]);
    return Object.fromEntries(rows);
  }

  #add(lines: readonly JournalLine[]): void {
    for (const { ledger, currency, amount } of lines) {
      const byCurrency = this.#balances.get(ledger) ?? new Map<string, number>();
      byCurrency.set(currency, (byCurrency.get(currency) ?? 0) + amount);
      this.#balances.set(ledger, byCurrency);
    }
  }
}
