import type { Database } from "@/db/client";

type Sql = Pick<Database, "sql">;

export async function insertSession(
  { sql }: Sql,
  session: {
    readonly tokenHash: string;
    readonly userId: string;
    readonly createdAt: Date;
    readonly expires: Date;
  },
): Promise<void> {
  // Signing in is also when the user's ended sessions are swept away.
  await sql`
    with swept as (
      delete from sessions where user_id = ${session.userId} and expires <= ${session.createdAt}
    )
    insert into sessions (token_hash, user_id, created_at, expires)
    values (${session.tokenHash}, ${session.userId}, ${session.createdAt}, ${session.expires})`;
}

export async function slideSession({ sql }: Sql, tokenHash: string, expires: Date): Promise<void> {
  await sql`update sessions set expires = ${expires} where token_hash = ${tokenHash}`;
}

export async function deleteSession({ sql }: Sql, tokenHash: string): Promise<void> {
  await sql`delete from sessions where token_hash = ${tokenHash}`;
}
