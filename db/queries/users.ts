import type { Database } from "@/db/client";
import { type DeveloperId, trusted, type UserId } from "@/lib/domain/ids";

export type UserRow = {
  readonly id: UserId;
  readonly name: string | null;
  readonly email: string;
  readonly emailVerified: Date | null;
  readonly image: string | null;
  readonly role: "user" | "admin";
};

export type Membership = {
  readonly developerId: DeveloperId;
  readonly developerName: string;
  readonly role: "owner" | "member";
};

export type SessionRow = {
  readonly createdAt: Date;
  readonly expires: Date;
  readonly user: UserRow;
  readonly memberships: readonly Membership[];
};

type Sql = Pick<Database, "sql">;

export async function findUser({ sql }: Sql, id: string): Promise<UserRow | undefined> {
  const [row] = await sql<UserRow[]>`
    select id, name, email, email_verified as "emailVerified", image, role
    from users where id::text = ${id}`;
  return row;
}

export async function findUserByEmail({ sql }: Sql, email: string): Promise<UserRow | undefined> {
  const [row] = await sql<UserRow[]>`
    select id, name, email, email_verified as "emailVerified", image, role
    from users where email = ${email}`;
  return row;
}

export async function findUserByIdentity(
  { sql }: Sql,
  identity: { readonly provider: string; readonly providerAccountId: string },
): Promise<UserRow | undefined> {
  const [row] = await sql<UserRow[]>`
    select users.id, users.name, users.email, users.email_verified as "emailVerified",
      users.image, users.role
    from identities join users on users.id = identities.user_id
    where identities.provider = ${identity.provider}
      and identities.provider_account_id = ${identity.providerAccountId}`;
  return row;
}

/** Whether an address belongs to anybody here: a user, or a developer of the catalogue. */
export async function isKnownEmail({ sql }: Sql, email: string): Promise<boolean> {
  const [row] = await sql<{ known: boolean }[]>`
    select exists (select 1 from users where email = ${email})
      or exists (select 1 from developers where lower(email) = ${email}) as known`;
  return row?.known ?? false;
}

type JoinedRow = Omit<UserRow, "id"> & {
  readonly id: string;
  readonly createdAt: Date;
  readonly expires: Date;
  readonly memberships: readonly {
    readonly developerId: string;
    readonly developerName: string;
    readonly role: "owner" | "member";
  }[];
};

/** Who holds a session, and whom they act for, in one read. Whether it still holds is for `lib/auth`. */
export async function findSession(
  { sql }: Sql,
  tokenHash: string,
): Promise<SessionRow | undefined> {
  const [row] = await sql<JoinedRow[]>`
    select sessions.created_at as "createdAt", sessions.expires,
      users.id, users.name, users.email, users.email_verified as "emailVerified",
      users.image, users.role,
      coalesce((
        select jsonb_agg(jsonb_build_object('developerId', developers.id,
          'developerName', developers.name, 'role', members.role)
          order by developers.name, developers.id)
        from members join developers on developers.id = members.developer_id
        where members.user_id = users.id
      ), '[]'::jsonb) as memberships
    from sessions join users on users.id = sessions.user_id
    where sessions.token_hash = ${tokenHash}`;
  if (!row) return undefined;
  const { createdAt, expires, memberships, ...user } = row;
  return {
    createdAt,
    expires,
    user: { ...user, id: trusted.userId(user.id) },
    memberships: memberships.map((membership) => ({
      ...membership,
      developerId: trusted.developerId(membership.developerId),
    })),
  };
}

/** Links that were asked for an address and may still be used. */
export async function countLiveLinks({ sql }: Sql, identifier: string, now: Date): Promise<number> {
  const [row] = await sql<{ count: bigint }[]>`
    select count(*) as count from verification_tokens
    where identifier = ${identifier} and expires > ${now}`;
  return Number(row?.count ?? 0n);
}
