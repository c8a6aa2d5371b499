export type Change = readonly [collection: string, id: string, value: unknown];

/** Where collections report what changed; `undefined` when nothing is kept on disk. */
export type ChangeSink = { readonly changed: (change: Change) => void } | undefined;

/**
 * Things of one kind, by id, in the order they came.
 *
 * Values are immutable: a change is a `put` of a new value. That is what makes it safe to write
 * only the changed values to disk.
 */
export class Collection<T extends { readonly id: string }> {
  readonly #byId = new Map<string, T>();
  #newestFirst: readonly T[] | undefined;

  constructor(
    readonly name: string,
    private readonly sink: ChangeSink,
  ) {}

  get(id: string): T | undefined {
    return this.#byId.get(id);
  }

  put(value: T): T {
    this.#byId.set(value.id, value);
    this.#newestFirst = undefined;
    this.sink?.changed([this.name, value.id, value]);
    return value;
  }

  remove(id: string): void {
    if (!this.#byId.delete(id)) return;
    this.#newestFirst = undefined;
    this.sink?.changed([this.name, id, null]);
  }

  clear(): void {
    for (const id of [...this.#byId.keys()]) this.remove(id);
  }

  /** Oldest first. */
  values(): IterableIterator<T> {
    return this.#byId.values();
  }

  newestFirst(): readonly T[] {
    this.#newestFirst ??= [...this.#byId.values()].reverse();
    return this.#newestFirst;
  }

  get size(): number {
    return this.#byId.size;
  }

  /** Takes a value back from disk, without reporting it as a change. */
  restore(id: string, value: unknown): void {
    this.#newestFirst = undefined;
    if (value === null) this.#byId.delete(id);
    else this.#byId.set(id, value as T);
  }
}
