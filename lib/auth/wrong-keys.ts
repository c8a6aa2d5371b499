/** How many wrong keys one address may send within a window, and one key's prefix may draw. */
export const WRONG_KEYS_MAX = 20;
const WINDOW_MS = 60_000;
/** Bounds memory, whatever addresses somebody invents. */
const TRACKED_MAX = 10_000;

export type WrongKeys = {
  /** Counts a wrong key. How many seconds to wait once there were too many, else nothing. */
  readonly note: (origin: KeyOrigin, now: Date) => number | undefined;
};

export type KeyOrigin = {
  readonly address: string;
  /** Of the key that was tried, if it looked like one. */
  readonly prefix: string | undefined;
};

/**
 * Counts wrong API keys by the address that sent them and by the key that they aim at: behind no
 * proxy an address is whatever the client says, the prefix is not.
 *
 * Each process counts for itself. Keys are long enough that none is ever guessed; this keeps
 * somebody who tries anyway, or a forgotten job with a revoked key, from being served at any rate.
 */
export function createWrongKeys(): WrongKeys {
  const windows = new Map<string, { count: number; readonly endsAt: number }>();
  const count = (source: string, now: number) => {
    const known = windows.get(source);
    const window = known && known.endsAt > now ? known : { count: 0, endsAt: now + WINDOW_MS };
    window.count += 1;
    // Put in again at the end, so that the first ones are the longest unused.
    windows.delete(source);
    windows.set(source, window);
    for (const oldest of windows.keys()) {
      if (windows.size <= TRACKED_MAX) break;
      windows.delete(oldest);
    }
    return window.count > WRONG_KEYS_MAX ? window.endsAt : 0;
  };
  return {
    note: ({ address, prefix }, at) => {
      const now = at.getTime();
      const byAddress = count(`address:${address}`, now);
      const byPrefix = prefix === undefined ? 0 : count(`prefix:${prefix}`, now);
      const until = Math.max(byAddress, byPrefix);
      return until > now ? Math.ceil((until - now) / 1_000) : undefined;
    },
  };
}

/** Next keeps several copies of a module in one process; they share what is here. */
const holder = globalThis as typeof globalThis & { remitWrongKeys?: WrongKeys };

export function wrongKeys(): WrongKeys {
  holder.remitWrongKeys ??= createWrongKeys();
  return holder.remitWrongKeys;
}

/**
 * Who is at the other end, as the last hop saw it: a proxy of ours appends to `X-Forwarded-For`,
 * and without one Next puts the socket's address there. What comes before the last entry is the
 * client's own word.
 */
export function addressOf(headers: Pick<Headers, "get">): string {
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return last ? last.slice(0, 64) : "unknown";
}
