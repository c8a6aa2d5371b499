/** Chance that repeats: the same seed gives the same numbers on every machine. */
export type Random = {
  /** From 0 up to, but not including, 1. */
  readonly next: () => number;
  readonly chance: (probability: number) => boolean;
  /** A whole number, both ends included. */
  readonly between: (least: number, most: number) => number;
  /** How often something happens that happens so often on average (Poisson). */
  readonly count: (average: number) => number;
};

/** The text keeps one plugin's chance apart from another's: adding a plugin changes no other. */
export function seededRandom(seed: string): Random {
  const next = mulberry32(hash(seed));
  return {
    next,
    chance: (probability) => next() < probability,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    count: (average) => poisson(average, next),
  };
}

/** FNV-1a, 32 bit. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return state >>> 0;
}

/** Tommy Ettinger's Mulberry32, which is in the public domain. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Knuth's method, which is quick for the small averages of one day. */
function poisson(average: number, next: () => number): number {
  const limit = Math.exp(-average);
  let product = next();
  let count = 0;
  while (product > limit) {
    product *= next();
    count++;
  }
  return count;
}
