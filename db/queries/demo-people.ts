import type { Database } from "@/db/client";
import type { ConnectState } from "@/lib/domain/connect";
import { type DeveloperId, trusted } from "@/lib/domain/ids";

export type DemoDeveloper = {
  readonly id: DeveloperId;
  readonly name: string;
  readonly connect: ConnectState;
  readonly onHold: boolean;
};

export type DemoAdmin = { readonly email: string; readonly name: string | null };

const SHOWN_MAX = 100;

/** The developers whom a visitor of the demo may play, those with people of their own first. */
export async function findDemoDevelopers({
  sql,
}: Pick<Database, "sql">): Promise<readonly DemoDeveloper[]> {
  const rows = await sql<(Omit<DemoDeveloper, "id"> & { readonly id: string })[]>`
    select developers.id, developers.name,
      coalesce(account.readiness::text,
        case when account.stripe_account_id is null then 'not_started' else 'incomplete' end
      ) as connect,
      exists (select 1 from holds
        where holds.developer_id = developers.id and holds.lifted_at is null) as "onHold"
    from developers
    left join connected_accounts as account on account.developer_id = developers.id
    order by exists (select 1 from members where members.developer_id = developers.id) desc,
      developers.name, developers.id
    limit ${SHOWN_MAX}`;
  return rows.map((row) => ({ ...row, id: trusted.developerId(row.id) }));
}

export async function findDemoAdmins({
  sql,
}: Pick<Database, "sql">): Promise<readonly DemoAdmin[]> {
  return sql<DemoAdmin[]>`
    select email, name from users where role = 'admin' order by name, email limit 4`;
}

/** Who plays a developer: an owner if there is one. */
export async function findDemoMember(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
): Promise<string | undefined> {
  const [row] = await sql<{ userId: string }[]>`
    select user_id as "userId" from members where developer_id = ${developerId}
    order by role = 'owner' desc, user_id limit 1`;
  return row?.userId;
}

export async function findDemoDeveloper(
  { sql }: Pick<Database, "sql">,
  id: string,
): Promise<
  { readonly id: DeveloperId; readonly name: string; readonly email: string | null } | undefined
> {
  const [row] = await sql<{ id: string; name: string; email: string | null }[]>`
    select id, name, email from developers where id = ${id}`;
  return row && { ...row, id: trusted.developerId(row.id) };
}
