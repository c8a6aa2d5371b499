import type { Database } from "@/db/client";
import type { KeptReport } from "@/db/queries/check-results";

export type CheckResult = KeptReport & {
  readonly id: string;
  readonly by: string;
  readonly startedAt: Date;
  readonly tookMs: number;
  readonly problems: number;
};

const KEPT_FOR = "90 days";

/** Keeps a result, and drops those of its kind that are so old that nobody asks for them. */
export async function saveCheckResult(
  { sql }: Pick<Database, "sql">,
  { id, kind, by, startedAt, tookMs, problems, report }: CheckResult,
): Promise<void> {
  await sql`
    with dropped as (
      delete from check_results
      where kind = ${kind} and started_at < ${startedAt}::timestamptz - ${KEPT_FOR}::interval
    )
    insert into check_results (id, kind, by, started_at, took_ms, problems, report)
    values (${id}, ${kind}, ${by}, ${startedAt}, ${tookMs}, ${problems},
      ${JSON.stringify(report)}::text::jsonb)`;
}
