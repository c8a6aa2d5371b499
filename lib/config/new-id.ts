import { randomFillSync } from "node:crypto";
import { v7 } from "uuid";

const ID_BYTES = 16;
/** Randomness for so many ids is drawn at once: asking the system for each costs more than the id. */
const POOL = new Uint8Array(ID_BYTES * 256);
let used = POOL.length;

/** A UUID version 7: sorts by the time it was made. */
export function newId(): string {
  if (used === POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  const random = POOL.slice(used, used + ID_BYTES);
  used += ID_BYTES;
  return v7({ random });
}
