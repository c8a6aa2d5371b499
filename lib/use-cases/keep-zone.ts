import { findAccountingZone, hasDaysOf } from "@/db/queries/accounting-zone";
import { beginZone, changeZone } from "@/db/writes/accounting-zone";
import { type AccountingZone, UTC } from "@/lib/domain/period";
import { fail, ok, type Result } from "@/lib/domain/result";
import { type ZoneProblem, zoneWords } from "@/lib/domain/words/zone-words";
import type { Deps } from "./deps";

/**
 * The zone that the books are kept in, which the first process to ask decides for good: events
 * count on its days, and are never posted anew.
 *
 * `said` is what the environment says, if anything. Another zone than that of the books is refused,
 * but for books without events, which follow it.
 */
export async function keepZone(
  { db }: Pick<Deps, "db">,
  said: AccountingZone | undefined,
): Promise<Result<AccountingZone, ZoneProblem>> {
  const kept = await findAccountingZone(db);
  if (kept === undefined) return keepFirst(db, said);
  if (said === undefined || said === kept) return ok(kept);
  await changeZone(db, said);
  return compare(db, said);
}

/** As `keepZone`, for a process that posts in the zone of its `deps`. */
export async function checkZone(
  deps: Pick<Deps, "db" | "zone">,
  said: AccountingZone | undefined,
): Promise<Result<AccountingZone, ZoneProblem>> {
  const kept = await keepZone(deps, said);
  if (!kept.ok || kept.value === deps.zone) return kept;
  return fail({
    kind: "other_zone",
    kept: kept.value,
    isSaid: said !== undefined,
    zone: deps.zone,
  });
}

/** @throws what to do when the books are kept in another zone than the process posts in. */
export async function insistOnZone(
  deps: Pick<Deps, "db" | "zone">,
  said: AccountingZone | undefined,
): Promise<void> {
  const kept = await checkZone(deps, said);
  if (!kept.ok) throw new Error(zoneWords(kept.problem));
}

/** Books of before this was kept may be in any zone: their days have to be those of what is said. */
async function keepFirst(
  db: Deps["db"],
  said: AccountingZone | undefined,
): Promise<Result<AccountingZone, ZoneProblem>> {
  const zone = said ?? UTC;
  if (!(await hasDaysOf(db, zone))) return fail({ kind: "unknown_zone", said });
  await beginZone(db, zone);
  return compare(db, zone);
}

async function compare(
  db: Deps["db"],
  zone: AccountingZone,
): Promise<Result<AccountingZone, ZoneProblem>> {
  const kept = await findAccountingZone(db);
  if (kept === undefined || kept === zone) return ok(zone);
  return fail({ kind: "other_zone", kept, isSaid: true, zone });
}
