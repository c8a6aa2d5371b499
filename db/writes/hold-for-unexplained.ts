import type { Database } from "@/db/client";
import { auditCtes } from "./audit";

export type UnexplainedTransfer = {
  /** Of the hold. */
  readonly id: string;
  readonly transferId: string;
  readonly destination: string;
  /** Whom the transfer says that it pays: restored books may not know the account any more. */
  readonly developerId: string | undefined;
  readonly reason: string;
  readonly at: Date;
  readonly by: string;
};

/**
 * Stops a developer's payouts while money moved that the books cannot explain. Whoever lifts the
 * hold has looked into it, so the same transfer never places another. Who is on hold already has
 * the reason added to it, so that whoever lifts it reads of every such transfer. Nothing happens
 * when the developer is unknown.
 */
export async function holdForUnexplained(
  db: Pick<Database, "sql">,
  hold: UnexplainedTransfer,
): Promise<boolean> {
  const { at, by, reason, transferId, developerId = null } = hold;
  const entry = {
    at,
    actor: by,
    action: "developer.hold",
    subject: `account:${hold.destination}`,
    detail: { reason },
  };
  const named = `%transfer ${transferId},%`;
  const rows = await db.sql`
    with concerned as (
      select coalesce(
        (select developer_id from connected_accounts
          where stripe_account_id = ${hold.destination}),
        (select id from developers where id = ${developerId}::text)) as developer_id
    ),
    held as (
      insert into holds (id, developer_id, reason, placed_by, placed_at)
      select ${hold.id}::uuid, developer_id, ${reason}, ${by}, ${at}
      from concerned where developer_id is not null and not exists (
        select 1 from holds as earlier where earlier.developer_id = concerned.developer_id
          and earlier.reason like ${named}
      )
      on conflict (developer_id) where lifted_at is null do update
        set reason = regexp_replace(holds.reason, '([^.!?])$', '\\1.') || ' ' || excluded.reason
        where holds.reason not like ${named}
      returning developer_id
    ),
    ${auditCtes(db, entry, "held")}
    select developer_id from held`;
  return rows.length === 1;
}
