import type { Database } from "@/db/client";
import { API_SCOPES, type ApiScope } from "@/lib/auth/actor";

export type ApiKeyRow = {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly ApiScope[];
  readonly source: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
};

export type ApiKeySecret = Pick<
  ApiKeyRow,
  "id" | "prefix" | "scopes" | "source" | "lastUsedAt" | "revokedAt"
> & { readonly secretHash: string };

/** For checking a key. The prefix is no secret; the hash decides. */
export async function findApiKeySecret(
  { sql }: Pick<Database, "sql">,
  prefix: string,
): Promise<ApiKeySecret | undefined> {
  const [row] = await sql<ApiKeySecret[]>`
    select id, prefix, secret_hash as "secretHash", scopes, source,
      last_used_at as "lastUsedAt", revoked_at as "revokedAt"
    from api_keys where prefix = ${prefix}`;
  return row && { ...row, scopes: knownScopes(row.scopes) };
}

/** All keys, newest first, for the settings page. Hashes stay in the database. */
export async function findApiKeys({ sql }: Pick<Database, "sql">): Promise<readonly ApiKeyRow[]> {
  const rows = await sql<ApiKeyRow[]>`
    select id, name, prefix, scopes, source, created_by as "createdBy",
      created_at as "createdAt", last_used_at as "lastUsedAt", revoked_at as "revokedAt",
      revoked_by as "revokedBy"
    from api_keys order by created_at desc, id desc`;
  return rows.map((row) => ({ ...row, scopes: knownScopes(row.scopes) }));
}

/** A scope that this version does not know opens nothing. */
function knownScopes(scopes: readonly string[]): readonly ApiScope[] {
  return API_SCOPES.filter((scope) => scopes.includes(scope));
}
