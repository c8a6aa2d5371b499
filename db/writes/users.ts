import type { Database } from "@/db/client";
import type { UserRow } from "@/db/queries/users";
import { auditCtes } from "./audit";

type Sql = Pick<Database, "sql">;

/** Only ever called once an address is proved: by an e-mail link, or by a provider that verified it. */
export async function insertUser(
  { sql }: Sql,
  user: {
    readonly id: string;
    readonly name: string | null;
    readonly email: string;
    readonly image: string | null;
    readonly verifiedAt: Date;
    readonly role?: "user" | "admin";
  },
): Promise<UserRow> {
  const [row] = await sql<UserRow[]>`
    insert into users (id, name, email, image, email_verified, role)
    values (${user.id}, ${user.name}, ${user.email}, ${user.image}, ${user.verifiedAt},
      ${user.role ?? "user"})
    returning id, name, email, email_verified as "emailVerified", image, role`;
  if (!row) throw new Error("The database did not return the user that it stored");
  return row;
}

export async function verifyUser({ sql }: Sql, id: string, at: Date): Promise<UserRow | undefined> {
  const [row] = await sql<UserRow[]>`
    update users set email_verified = coalesce(email_verified, ${at}) where id = ${id}
    returning id, name, email, email_verified as "emailVerified", image, role`;
  return row;
}

export type Identity = {
  readonly provider: string;
  readonly providerAccountId: string;
  readonly type: string;
};

export async function insertIdentity(
  { sql }: Sql,
  userId: string,
  identity: Identity,
): Promise<void> {
  await sql`
    insert into identities (user_id, provider, provider_account_id, type)
    values (${userId}, ${identity.provider}, ${identity.providerAccountId}, ${identity.type})`;
}

/**
 * Gives an identity to a user whom an operator put in by address alone, who never signed in.
 *
 * The guard on `email_verified` and on other identities decides two first sign-ins at once.
 */
export async function claimUser(
  db: Sql,
  email: string,
  identity: Identity,
  at: Date,
): Promise<boolean> {
  const entry = {
    at,
    actor: `user:${email}`,
    action: "user.claim",
    subject: `user:${email}`,
    detail: { provider: identity.provider },
  };
  const rows = await db.sql`
    with claimed as (
      update users set email_verified = ${at}
      where email = ${email} and email_verified is null
        and not exists (select 1 from identities where identities.user_id = users.id)
      returning id
    ),
    linked as (
      insert into identities (user_id, provider, provider_account_id, type)
      select id, ${identity.provider}, ${identity.providerAccountId}, ${identity.type} from claimed
      returning user_id
    ),
    ${auditCtes(db, entry, "linked")}
    select user_id from linked`;
  return rows.length > 0;
}

/**
 * Makes somebody an owner of each developer whose record carries their proved address. The records
 * are locked, so that one whose address is being changed is judged by the new one.
 */
export async function joinDevelopersByEmail(
  db: Sql,
  user: { readonly id: string; readonly email: string },
  at: Date,
): Promise<number> {
  const entry = {
    at,
    actor: `user:${user.email}`,
    action: "member.join",
    subject: `user:${user.email}`,
    detail: db.sql`(select jsonb_build_object('developers', jsonb_agg(developer_id)) from joined)`,
  };
  const rows = await db.sql`
    with addressed as materialized (
      select id from developers where lower(email) = ${user.email} order by id for share
    ),
    joined as (
      insert into members (user_id, developer_id, role)
      select ${user.id}::uuid, id, 'owner' from addressed
      on conflict (user_id, developer_id) do nothing
      returning developer_id
    ),
    ${auditCtes(db, entry, "joined")}
    select developer_id from joined`;
  return rows.length;
}
