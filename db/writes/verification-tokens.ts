import type { Database } from "@/db/client";

type Sql = Pick<Database, "sql">;

/** Sets the locks of addresses apart from all other advisory locks. */
const ADDRESS_LOCKS = 7_001;

/** False when as many links as are allowed for one address live already, counted one at a time. */
export async function insertVerificationToken(
  { sql }: Sql,
  token: { readonly identifier: string; readonly tokenHash: string; readonly expires: Date },
  { now, liveMax }: { readonly now: Date; readonly liveMax: number },
): Promise<boolean> {
  const { identifier, tokenHash, expires } = token;
  return sql.begin(async (one) => {
    await one`select pg_advisory_xact_lock(${ADDRESS_LOCKS}, hashtext(${identifier}))`;
    const kept = await one`
      with swept as (delete from verification_tokens where expires <= ${now})
      insert into verification_tokens (identifier, token_hash, expires)
      select ${identifier}, ${tokenHash}, ${expires}::timestamptz
      where ${liveMax} > (
        select count(*) from verification_tokens
        where identifier = ${identifier} and expires > ${now})
      returning identifier`;
    return kept.length === 1;
  });
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
