import type { Hold } from "@/lib/domain/hold";

/** An admin's hold, to whoever may know its reason. */
export function holdJson(hold: Hold | undefined) {
  return hold ? { reason: hold.reason, placedBy: hold.by, placedAt: hold.at } : null;
}
