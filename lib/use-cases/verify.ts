import type { Database } from "@/db/client";
import { INVARIANTS } from "@/db/queries/invariants/all";
import {
  findOffendersInMemory,
  OFFENDERS_MAX,
  type Offenders,
  type VerifyCheck,
} from "@/db/queries/invariants/invariant";
import { findWrongSplits } from "@/db/queries/invariants/recomputed-splits";
import { findAuditBreaks } from "@/db/writes/audit";
import type { Deps } from "./deps";

export type VerifyReport = {
  readonly isHealthy: boolean;
  readonly startedAt: Date;
  readonly tookMs: number;
  readonly checks: readonly VerifyCheck[];
};

type VerifyDeps = Pick<Deps, "db" | "now" | "zone">;

/** What a program checks, because a query alone would only repeat its own arithmetic. */
export const PROGRAMS: readonly {
  readonly id: string;
  readonly title: string;
  readonly run: (db: Pick<Database, "sql">) => Promise<Offenders>;
}[] = [
  {
    id: "splits_recomputed",
    title: "Each split comes out the same when it is computed again, apart from the database.",
    run: findWrongSplits,
  },
  {
    id: "audit_chain",
    title: "The audit log is one unbroken chain.",
    run: async (db) => {
      const breaks = await findAuditBreaks(db);
      return { count: breaks.length, ids: breaks.slice(0, OFFENDERS_MAX).map(String) };
    },
  },
];

/** How many are judged at once: they only read, and a database has more than one core. */
const AT_ONCE = 2;

/**
 * Checks every invariant over the whole database. Each is judged on one moment, so that verifying
 * a marketplace at work finds nothing that is merely under way.
 */
export async function verify(
  deps: VerifyDeps,
  onCheck: (check: VerifyCheck) => void = () => undefined,
): Promise<VerifyReport> {
  const startedAt = deps.now();
  const start = performance.now();
  const context = { now: startedAt, zone: deps.zone };
  const jobs = [
    ...PROGRAMS.map(({ id, title, run }) => ({ id, title, run: () => run(deps.db) })),
    ...INVARIANTS.map((invariant) => ({
      ...{ id: invariant.id, title: invariant.title },
      run: () => findOffendersInMemory(deps.db, context, invariant),
    })),
  ];
  const checks: VerifyCheck[] = [];
  const waiting = jobs.values();
  const workOff = async () => {
    for (const { id, title, run } of waiting) {
      const begun = performance.now();
      const { count, ids } = await run();
      const check = { id, title, offenders: count, ids, tookMs: msSince(begun) };
      checks.push(check);
      onCheck(check);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, workOff));
  const isHealthy = checks.every((check) => check.offenders === 0);
  return { isHealthy, startedAt, tookMs: msSince(start), checks };
}

function msSince(start: number): number {
  return Math.round(performance.now() - start);
}
