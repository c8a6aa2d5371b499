import type { Fragment } from "postgres";
import type { Database } from "@/db/client";
import { INVARIANTS } from "@/db/queries/invariants/all";
import { OFFENDERS_MAX } from "@/db/queries/invariants/invariant";
import type { Deps } from "@/lib/use-cases/deps";
import { PROGRAMS } from "@/lib/use-cases/verify";

export type BrokenRule = { readonly id: string; readonly words: string };

type Broken = { id: string; offenders: number; ids: string[] };

/**
 * What `verify` would find, asked in one statement: the books of a marketplace are small, and
 * seventy ways to the server and back take longer than all that is to be judged there.
 */
export async function brokenRules(
  deps: Pick<Deps, "now" | "zone"> & { readonly db: Pick<Database, "sql"> },
): Promise<readonly BrokenRule[]> {
  const { sql } = deps.db;
  const context = { sql, now: deps.now(), zone: deps.zone };
  const all = INVARIANTS.map<Fragment>(
    ({ id, offenders }) => sql`
      select ${id}::text as id, count(*)::int as offenders,
        (array_agg(offender.id::text))[1:${OFFENDERS_MAX}::int] as ids
      from (${offenders(context)}) as offender having count(*) > 0`,
  ).reduce((before, one) => sql`${before} union all ${one}`);
  const rows: Broken[] = await sql<Broken[]>`select * from (${all}) as broken`;
  for (const { id, run } of PROGRAMS) {
    const { count, ids } = await run(deps.db);
    if (count > 0) rows.push({ id, offenders: count, ids: [...ids] });
  }
  return rows.map(({ id, offenders, ids }) => ({
    id,
    words: `${id}: ${titleOf(id)} ${offenders} offenders: ${ids.join(", ")}`,
  }));
}

function titleOf(id: string): string {
  return [...INVARIANTS, ...PROGRAMS].find((check) => check.id === id)?.title ?? "";
}
