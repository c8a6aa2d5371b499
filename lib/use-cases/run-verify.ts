import { findLastVerifiedAt } from "@/db/queries/check-results";
import { saveCheckResult } from "@/db/writes/check-results";
import type { Deps } from "./deps";
import { type VerifyReport, verify } from "./verify";

type RunDeps = Pick<Deps, "db" | "now" | "zone" | "newId">;

/** Checks every invariant and keeps the result. The worker, the command line and the page do this. */
export async function runVerify(deps: RunDeps, by: string): Promise<VerifyReport> {
  const report = await verify(deps);
  const { startedAt, tookMs, checks } = report;
  await saveCheckResult(deps.db, {
    ...{ id: deps.newId(), kind: "verify", by, startedAt, tookMs },
    problems: checks.filter(({ offenders }) => offenders > 0).length,
    report: { checks },
  });
  return report;
}

/** Whether nobody has checked for so long. */
export async function isVerifyDue(
  { db, now }: Pick<Deps, "db" | "now">,
  afterMs: number,
): Promise<boolean> {
  const last = await findLastVerifiedAt(db);
  return last === undefined || now().getTime() - last.getTime() >= afterMs;
}
