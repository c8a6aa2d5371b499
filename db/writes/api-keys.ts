import type { Database } from "@/db/client";
import type { ApiScope } from "@/lib/auth/actor";
import type { UserId } from "@/lib/domain/ids";
import { auditCtes } from "./audit";

export type NewApiKey = {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly secretHash: string;
  readonly scopes: readonly ApiScope[];
  readonly source: string;
  /** The admin as whom it acts; absent when it does no admin's work. */
  readonly actsFor: UserId | undefined;
};

export async function insertApiKey(
  db: Pick<Database, "sql">,
  key: NewApiKey,
  { at, actor }: { readonly at: Date; readonly actor: string },
): Promise<void> {
  const entry = {
    at,
    actor,
    action: "api_key.create",
    subject: `api-key:${key.prefix}`,
    detail: { name: key.name, scopes: key.scopes.join(" "), source: key.source },
  };
  await db.sql`
    with created as (
      insert into api_keys (
        id, name, prefix, secret_hash, scopes, source, acts_for, created_by, created_at
      )
      values (${key.id}, ${key.name}, ${key.prefix}, ${key.secretHash},
        ${[...key.scopes]}::text[], ${key.source}, ${key.actsFor ?? null}::uuid, ${actor}, ${at})
      returning id
    ),
    ${auditCtes(db, entry, "created")}
    select id from created`;
}

/** Revokes by id or prefix. `undefined` when there is no such live key. */
export async function markApiKeyRevoked(
  db: Pick<Database, "sql">,
  idOrPrefix: string,
  { at, actor }: { readonly at: Date; readonly actor: string },
): Promise<{ readonly id: string; readonly name: string; readonly prefix: string } | undefined> {
  const entry = {
    at,
    actor,
    action: "api_key.revoke",
    subject: `api-key:${idOrPrefix}`,
    detail: db.sql`(select jsonb_build_object('id', id, 'prefix', prefix, 'name', name) from revoked)`,
  };
  const [row] = await db.sql<{ id: string; name: string; prefix: string }[]>`
    with revoked as (
      update api_keys set revoked_at = ${at}, revoked_by = ${actor}
      where (id::text = ${idOrPrefix} or prefix = ${idOrPrefix}) and revoked_at is null
      returning id, name, prefix
    ),
    ${auditCtes(db, entry, "revoked")}
    select id, name, prefix from revoked`;
  return row;
}

const USE_NOTED_EVERY_MS = 60_000;

/** Notes that a key is in use, at most once a minute: it runs beside every request. */
export async function noteApiKeyUse(
  { sql }: Pick<Database, "sql">,
  id: string,
  at: Date,
): Promise<void> {
  const before = new Date(at.getTime() - USE_NOTED_EVERY_MS);
  await sql`
    update api_keys set last_used_at = ${at}
    where id = ${id} and (last_used_at is null or last_used_at < ${before})`;
}
