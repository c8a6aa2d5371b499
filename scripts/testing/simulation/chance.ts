/** Chance that repeats from its seed. */
export type Chance = {
  /** 0 ≤ value < 1. */
  readonly next: () => number;
  readonly whole: (from: number, through: number) => number;
  readonly isLucky: (probability: number) => boolean;
  readonly pick: <Value>(values: readonly Value[]) => Value;
  /** Chance of its own for somebody, so that what they draw does not depend on who is faster. */
  readonly fork: () => Chance;
};

/** Mulberry32: small, quick and even enough for choosing faults. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (from: number, through: number) => from + Math.floor(next() * (through - from + 1));
  return {
    next,
    whole,
    isLucky: (probability) => next() < probability,
    pick: (values) => {
      const value = values[whole(0, values.length - 1)];
      if (value === undefined) throw new Error("Nothing to pick from");
      return value;
    },
    fork: () => createChance(Math.floor(next() * 4_294_967_296)),
  };
}
