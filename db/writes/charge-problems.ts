import type { Database } from "@/db/client";
import { BY_ITSELF, WRONG_THOUGH_RECORDED } from "@/db/queries/charge-problems";
import { auditCtes } from "./audit";

type Sql = Pick<Database, "sql">;

export type ChargeProblem = {
  /** Stripe's id of what could not be recorded. */
  readonly objectId: string;
  readonly pluginTag: string | undefined;
  readonly happenedAt: Date;
  readonly code: string;
  readonly message: string;
};

/**
 * Writes down how a charge stands after a try at recording it: what could not be recorded, with the
 * reason of now. Everything else that was open about the charge is solved.
 *
 * A slower try of another process may have failed on what is recorded by now: that is no problem.
 * What a person left stays left, until the reason becomes another one or somebody asks for it.
 */
export async function saveChargeProblems(
  { sql }: Sql,
  charge: {
    readonly chargeId: string;
    readonly at: Date;
    readonly problems: readonly ChargeProblem[];
    /** What somebody asked for that they had left before. */
    readonly wanted?: string | undefined;
  },
): Promise<void> {
  const { chargeId, at, problems, wanted = null } = charge;
  const column = (read: (problem: ChargeProblem) => string | null) => problems.map(read);
  const staysLeft = sql`known.solved_by <> ${BY_ITSELF} and known.code = excluded.code
    and known.object_id is distinct from ${wanted}::text`;
  await sql`
    with wrong as materialized (
      select * from unnest(
        ${column(({ objectId }) => objectId)}::text[],
        ${column(({ pluginTag }) => pluginTag ?? null)}::text[],
        ${column(({ happenedAt }) => happenedAt.toISOString())}::text[]::timestamptz[],
        ${column(({ code }) => code)}::text[],
        ${column(({ message }) => message)}::text[]
      ) as told (object_id, plugin_tag, happened_at, code, message)
      where told.code = any(${WRONG_THOUGH_RECORDED}::text[]) or told.object_id not in (
        select external_id from events
        where source = 'stripe' and external_id = any(${column(({ objectId }) => objectId)}::text[])
      )
    ),
    noted as (
      insert into charge_problems as known (object_id, charge_id, plugin_tag, happened_at, code,
        message, noted_at, tried_at)
      select object_id, ${chargeId}::text, plugin_tag, happened_at, code, message, ${at}, ${at}
      from wrong order by object_id
      on conflict (object_id) do update set
        plugin_tag = excluded.plugin_tag, code = excluded.code, message = excluded.message,
        tried_at = excluded.tried_at, tries = known.tries + 1,
        solved_at = case when ${staysLeft}
          then known.solved_at end,
        solved_by = case when ${staysLeft}
          then known.solved_by end,
        note = case when ${staysLeft}
          then known.note end
      returning known.object_id
    )
    update charge_problems set solved_at = ${at}, solved_by = ${BY_ITSELF}, tried_at = ${at}
    where charge_id = ${chargeId} and (solved_at is null or object_id = ${wanted}::text)
      and object_id not in (select object_id from wrong)`;
}

/**
 * A person decides that there is nothing to record, of what is not recorded meanwhile. Of two at
 * once, the first one's reason stays.
 */
export async function leaveProblem(
  db: Sql,
  left: {
    readonly objectId: string;
    readonly note: string;
    readonly by: string;
    readonly at: Date;
  },
): Promise<boolean> {
  const { objectId, note, by, at } = left;
  const entry = {
    ...{ at, actor: by, action: "charge.leave", subject: `stripe:${objectId}` },
    detail: db.sql`(select jsonb_build_object('charge', charge_id, 'code', code, 'note', note)
      from gone)`,
  };
  const rows = await db.sql`
    with gone as (
      update charge_problems set solved_at = ${at}, solved_by = ${by}, note = ${note}
      where object_id = ${objectId} and solved_at is null
        and (code = any(${WRONG_THOUGH_RECORDED}::text[]) or not exists (
          select 1 from events where source = 'stripe' and external_id = ${objectId}))
      returning charge_id, code, note
    ),
    ${auditCtes(db, entry, "gone")}
    select code from gone`;
  return rows.length > 0;
}
