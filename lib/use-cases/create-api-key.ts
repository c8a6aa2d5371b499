import { createHash, randomBytes } from "node:crypto";
import { findUserByEmail } from "@/db/queries/users";
import { insertApiKey } from "@/db/writes/api-keys";
import { type AdminActor, type ApiScope, isAdminScope } from "@/lib/auth/actor";
import { personOf } from "@/lib/domain/person";
import { fail, ok, type Result } from "@/lib/domain/result";
import { parseSource } from "@/lib/domain/source";
import type { Deps } from "./deps";

export type CreatedApiKey = {
  readonly id: string;
  readonly prefix: string;
  /** `rmt_<prefix>_<secret>`. Nobody can read it again. */
  readonly key: string;
};

export type BadApiKey = {
  readonly kind: "bad_name" | "bad_source" | "no_scopes" | "no_person";
  readonly message: string;
};

const NAME_LENGTH_MAX = 100;

/**
 * Makes a key from 256 random bits, of which only the SHA-256 is kept. One that does an admin's
 * work acts as whoever makes it, so that it takes a person whom the database knows.
 */
export async function createApiKey(
  deps: Pick<Deps, "db" | "now" | "newId">,
  admin: AdminActor,
  input: {
    readonly name: string;
    readonly scopes: readonly ApiScope[];
    readonly source?: string | undefined;
  },
): Promise<Result<CreatedApiKey, BadApiKey>> {
  const name = input.name.trim();
  const source = parseSource(input.source ?? "api");
  if (name === "" || name.length > NAME_LENGTH_MAX) {
    return fail({
      kind: "bad_name",
      message: `A key's name takes 1 to ${NAME_LENGTH_MAX} characters`,
    });
  }
  if (!source.ok) return source;
  if (input.scopes.length === 0) {
    return fail({ kind: "no_scopes", message: "A key needs at least one scope" });
  }
  const isForAdmin = input.scopes.some(isAdminScope);
  const person = isForAdmin ? await findUserByEmail(deps.db, personOf(admin.name)) : undefined;
  if (isForAdmin && !person) {
    const message = "A key that does an admin’s work acts as a person: say who with --as EMAIL";
    return fail({ kind: "no_person", message });
  }
  const id = deps.newId();
  const prefix = randomBytes(5).toString("hex");
  const secret = randomBytes(32).toString("hex");
  const key = `rmt_${prefix}_${secret}`;
  await insertApiKey(
    deps.db,
    {
      ...{ id, name, prefix, secretHash: hashApiKey(key), scopes: input.scopes },
      source: source.value,
      actsFor: person?.id,
    },
    { at: deps.now(), actor: admin.name },
  );
  return ok({ id, prefix, key });
}

/** Keys are random, so one round of SHA-256 is enough: there is nothing to guess. */
export function hashApiKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
