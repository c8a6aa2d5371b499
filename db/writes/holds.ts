import type { Database } from "@/db/client";
import type { DeveloperId } from "@/lib/domain/ids";
import { auditCtes } from "./audit";

type Sql = Pick<Database, "sql">;

/** Stops a developer's payouts. Of two holds at once, the index lets one live. */
export async function insertHold(
  db: Sql,
  hold: {
    readonly id: string;
    readonly developerId: DeveloperId;
    readonly reason: string;
    readonly by: string;
    readonly at: Date;
  },
): Promise<boolean> {
  const entry = {
    at: hold.at,
    actor: hold.by,
    action: "hold.place",
    subject: `developer:${hold.developerId}`,
    detail: { hold: hold.id, reason: hold.reason },
  };
  const rows = await db.sql`
    with placed as (
      insert into holds (id, developer_id, reason, placed_by, placed_at)
      select ${hold.id}::uuid, id, ${hold.reason}, ${hold.by}, ${hold.at}
      from developers where id = ${hold.developerId}
      on conflict (developer_id) where lifted_at is null do nothing
      returning id
    ),
    ${auditCtes(db, entry, "placed")}
    select id from placed`;
  return rows.length > 0;
}

/**
 * Lets a developer's payouts go on from the next run, and answers with the reason of the hold. With
 * `seen`, the SHA-256 of a reason, only a hold that has that very reason.
 */
export async function liftHoldRow(
  db: Sql,
  lift: {
    readonly developerId: DeveloperId;
    readonly seen: string | undefined;
    readonly by: string;
    readonly at: Date;
  },
): Promise<string | undefined> {
  const entry = {
    at: lift.at,
    actor: lift.by,
    action: "hold.lift",
    subject: `developer:${lift.developerId}`,
    detail: db.sql`(select jsonb_build_object('hold', id, 'reason', reason) from lifted)`,
  };
  const { seen = null } = lift;
  const [row] = await db.sql<{ reason: string }[]>`
    with lifted as (
      update holds set lifted_by = ${lift.by}, lifted_at = ${lift.at}
      where developer_id = ${lift.developerId} and lifted_at is null
        and (${seen}::text is null
          or encode(sha256(convert_to(reason, 'UTF8')), 'hex') = ${seen}::text)
      returning id, reason
    ),
    ${auditCtes(db, entry, "lifted")}
    select reason from lifted`;
  return row?.reason;
}
