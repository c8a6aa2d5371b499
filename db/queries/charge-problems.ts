import type { ISql } from "postgres";
import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";

type Sql = Pick<Database, "sql">;

/** Money at Stripe that needs a person before it can be recorded. */
export type OpenChargeProblem = {
  readonly objectId: string;
  readonly chargeId: string;
  readonly pluginTag: string | undefined;
  readonly happenedAt: Date;
  readonly code: string;
  readonly message: string;
  /** When it first could not be recorded. */
  readonly notedAt: Date;
  readonly triedAt: Date;
};

type ProblemRow = Omit<OpenChargeProblem, "pluginTag"> & { readonly pluginTag: string | null };

/** The oldest first, a page of them: somebody has waited longest for it. */
export async function findOpenChargeProblems(
  { sql }: Sql,
  _admin: AdminActor,
  {
    after,
    limit,
  }: {
    readonly after?: { readonly notedAt: Date; readonly objectId: string } | undefined;
    readonly limit: number;
  },
): Promise<readonly OpenChargeProblem[]> {
  const rows = await sql<ProblemRow[]>`
    select object_id as "objectId", charge_id as "chargeId", plugin_tag as "pluginTag",
      happened_at as "happenedAt", code, message, noted_at as "notedAt", tried_at as "triedAt"
    from charge_problems where solved_at is null
      ${after ? sql`and (noted_at, object_id) > (${after.notedAt}, ${after.objectId})` : sql``}
    order by noted_at, object_id limit ${limit}`;
  return rows.map((row) => ({ ...row, pluginTag: row.pluginTag ?? undefined }));
}

export async function countOpenChargeProblems({ sql }: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from charge_problems where solved_at is null`;
  return row?.count ?? 0;
}

/** What came right by itself, as opposed to by a person's decision. */
export const BY_ITSELF = "stripe";

/** Which charge a problem is about that is open, or that a person left and may think better of. */
export async function findChargeOfProblem(
  { sql }: Sql,
  _admin: AdminActor,
  objectId: string,
): Promise<string | undefined> {
  const [row] = await sql<{ chargeId: string }[]>`
    select charge_id as "chargeId" from charge_problems
    where object_id = ${objectId} and (solved_at is null or solved_by <> ${BY_ITSELF})`;
  return row?.chargeId;
}

/** What of a charge a person decided not to record, in Stripe's ids. */
export async function findLeftObjects(
  { sql }: Sql,
  chargeId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<{ id: string; code: string }[]>`
    select object_id as id, code from charge_problems
    where charge_id = ${chargeId} and solved_at is not null and solved_by <> ${BY_ITSELF}`;
  return new Map(rows.map(({ id, code }) => [id, code]));
}

/** What can be wrong with an event that is in the books. */
export const WRONG_THOUGH_RECORDED = ["tags_changed", "refund_failed", "conflict"];

/** Charges that waited for their plugin, and can be recorded now that the catalogue knows it. */
export async function findRecordableCharges(
  { sql }: Sql,
  options: { readonly triedBefore: Date; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select distinct problem.charge_id as id from charge_problems as problem
    where ${waitsForNothing(sql)} and problem.tried_at < ${options.triedBefore}
    order by problem.charge_id limit ${options.limit}`;
  return rows.map(({ id }) => id);
}

/**
 * SQL for: the open `problem` is none any more. The catalogue has the plugin by now, with its owner
 * of then; or a faster process recorded the event while a slower one noted why it could not.
 */
export function waitsForNothing(sql: ISql<{ bigint: bigint }>) {
  return sql`problem.solved_at is null and (
    problem.code in ('unknown_plugin', 'plugin_not_owned') and exists (
      select 1 from plugin_owners as owner
      where owner.plugin_id = problem.plugin_tag and owner.effective_from <= problem.happened_at
    )
    or problem.code <> all(${WRONG_THOUGH_RECORDED}::text[]) and exists (
      select 1 from events as event
      where event.source = 'stripe' and event.external_id = problem.object_id
    ))`;
}
