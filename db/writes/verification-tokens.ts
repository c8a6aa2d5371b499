import type { Database } from "@/db/client";

type Sql = Pick<Database, "sql">;

export async function insertVerificationToken(
  { sql }: Sql,
  token: { readonly identifier: string; readonly tokenHash: string; readonly expires: Date },
  now: Date,
): Promise<void> {
  await sql`
    with swept as (delete from verification_tokens where expires <= ${now})
    insert into verification_tokens (identifier, token_hash, expires)
    values (${token.identifier}, ${token.tokenHash}, ${token.expires})`;
}

/** A link that was never mailed. */
export async function deleteVerificationToken(
  { sql }: Sql,
  identifier: string,
  tokenHash: string,
): Promise<void> {
  await sql`
    delete from verification_tokens
    where identifier = ${identifier} and token_hash = ${tokenHash}`;
}

/**
 * Takes a link out of use: deleting returns it, so that of two clicks only one gets it. The other
 * links for the same address end with it.
 */
export async function takeVerificationToken(
  { sql }: Sql,
  identifier: string,
  tokenHash: string,
): Promise<{ readonly identifier: string; readonly expires: Date } | undefined> {
  const [row] = await sql<{ identifier: string; expires: Date }[]>`
    with taken as (
      delete from verification_tokens
      where identifier = ${identifier} and token_hash = ${tokenHash}
      returning identifier, expires
    ),
    others as (
      delete from verification_tokens
      where identifier in (select identifier from taken) and token_hash <> ${tokenHash}
    )
    select identifier, expires from taken`;
  return row;
}
