import type { Database } from "@/db/client";
import { API_SCOPES, type ApiScope } from "@/lib/auth/actor";
import type { UserRow } from "./users";

/** The admin as whom a key acts, as they are now. */
export type KeyPerson = Pick<UserRow, "email" | "emailVerified" | "role">;

export type ApiKeyRow = {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly ApiScope[];
  readonly source: string;
  /** Absent when the key does no admin's work. */
  readonly person: KeyPerson | undefined;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
};

export type ApiKeySecret = Pick<
  ApiKeyRow,
  "id" | "name" | "prefix" | "scopes" | "source" | "person" | "lastUsedAt" | "revokedAt"
> & { readonly secretHash: string };

/** For checking a key. The prefix is no secret; the hash decides. */
export async function findApiKeySecret(
  { sql }: Pick<Database, "sql">,
  prefix: string,
): Promise<ApiKeySecret | undefined> {
  const [row] = await sql<(Omit<ApiKeySecret, "person"> & PersonColumns)[]>`
    select key.id, key.name, key.prefix, key.secret_hash as "secretHash", key.scopes, key.source,
      key.last_used_at as "lastUsedAt", key.revoked_at as "revokedAt", ${personColumns({ sql })}
    from api_keys as key left join users as person on person.id = key.acts_for
    where key.prefix = ${prefix}`;
  return row && withPerson(row);
}

/** All keys, newest first, for the settings page. Hashes stay in the database. */
export async function findApiKeys({ sql }: Pick<Database, "sql">): Promise<readonly ApiKeyRow[]> {
  const rows = await sql<(Omit<ApiKeyRow, "person"> & PersonColumns)[]>`
    select key.id, key.name, key.prefix, key.scopes, key.source, key.created_by as "createdBy",
      key.created_at as "createdAt", key.last_used_at as "lastUsedAt",
      key.revoked_at as "revokedAt", key.revoked_by as "revokedBy", ${personColumns({ sql })}
    from api_keys as key left join users as person on person.id = key.acts_for
    order by key.created_at desc, key.id desc`;
  return rows.map(withPerson);
}

type PersonColumns = {
  readonly email: string | null;
  readonly emailVerified: Date | null;
  readonly role: UserRow["role"] | null;
};

function personColumns({ sql }: Pick<Database, "sql">) {
  return sql`person.email, person.email_verified as "emailVerified", person.role`;
}

function withPerson<Row extends PersonColumns & { readonly scopes: readonly string[] }>({
  email,
  emailVerified,
  role,
  ...key
}: Row) {
  const person = email !== null && role !== null ? { email, emailVerified, role } : undefined;
  return { ...key, scopes: knownScopes(key.scopes), person };
}

/** A scope that this version does not know opens nothing. */
function knownScopes(scopes: readonly string[]): readonly ApiScope[] {
  return API_SCOPES.filter((scope) => scopes.includes(scope));
}
