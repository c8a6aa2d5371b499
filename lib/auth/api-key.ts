import { timingSafeEqual } from "node:crypto";
import { type ApiKeySecret, findApiKeySecret } from "@/db/queries/api-keys";
import { noteApiKeyUse } from "@/db/writes/api-keys";
import { wallClock } from "@/lib/config/clock";
import { environment } from "@/lib/config/environment";
import { fail, ok, type Result } from "@/lib/domain/result";
import { hashApiKey } from "@/lib/use-cases/create-api-key";
import type { Deps } from "@/lib/use-cases/deps";
import {
  type AdminActor,
  type AdminScope,
  type ApiActor,
  type ApiScope,
  type MarketplaceScope,
  mintAdminKey,
  mintApi,
} from "./actor";
import { isAdmin } from "./admin-emails";
import { processDeps } from "./process-deps";
import { addressOf, wrongKeys } from "./wrong-keys";

export type ApiRefusal =
  | { readonly kind: "missing_key" }
  | { readonly kind: "bad_key" }
  /** One wrong key too many from this address, or at this key. */
  | { readonly kind: "too_many_bad_keys"; readonly waitSeconds: number }
  | { readonly kind: "missing_scope"; readonly scope: ApiScope }
  /** Whoever the key acts for is no admin any more. */
  | { readonly kind: "no_admin_any_more" };

const KEY = /^Bearer (rmt_([0-9a-f]{10})_[0-9a-f]{64})$/;
const NOTED_EVERY_MS = 60_000;
/** Compared with when there is no such key, so that a wrong prefix takes as long as a wrong secret. */
const NOBODY = hashApiKey("nobody");

/** The marketplace's backend, if its key is live and has the scope. */
export async function requireApiKey(
  request: Request,
  scope: MarketplaceScope,
  { db }: Pick<Deps, "db"> = processDeps(),
): Promise<Result<ApiActor, ApiRefusal>> {
  const key = await requireKey(request, scope, db);
  return key.ok ? ok(mintApi(`api-key:${key.value.prefix}`, key.value.source)) : key;
}

/**
 * The admin who made a key, acting through it: if it is live, has the scope, and they are an admin
 * at this moment. Looked up at each request, so that a key ends with its maker's role.
 */
export async function requireAdminKey(
  request: Request,
  scope: AdminScope,
  { db }: Pick<Deps, "db"> = processDeps(),
): Promise<Result<AdminActor, ApiRefusal>> {
  const key = await requireKey(request, scope, db);
  if (!key.ok) return key;
  const { person } = key.value;
  if (!person || !isAdmin(person, environment().ADMIN_EMAILS)) {
    return fail({ kind: "no_admin_any_more" });
  }
  return ok(mintAdminKey(person.email, key.value));
}

/**
 * A live key with the scope. Looked up at each request, so that a revoked key stops at once. A
 * wrong, an unknown and a revoked key get the same answer. Who sends too many of them is told to
 * wait; a right key is let in even then.
 */
async function requireKey(
  request: Request,
  scope: ApiScope,
  db: Deps["db"],
): Promise<Result<ApiKeySecret, ApiRefusal>> {
  const header = request.headers.get("authorization");
  if (header === null || header === "") return fail({ kind: "missing_key" });
  const [, key = "", prefix = ""] = KEY.exec(header) ?? [];
  const found = prefix === "" ? undefined : await findApiKeySecret(db, prefix);
  const matches = sameHash(hashApiKey(key), found?.secretHash ?? NOBODY);
  if (!found || !matches || found.revokedAt !== null) return refuse(request, prefix);
  if (!found.scopes.includes(scope)) return fail({ kind: "missing_scope", scope });
  await noteUse(db, found);
  return ok(found);
}

function refuse({ headers }: Request, prefix: string): Result<never, ApiRefusal> {
  const origin = { address: addressOf(headers), prefix: prefix === "" ? undefined : prefix };
  const waitSeconds = wrongKeys().note(origin, wallClock());
  return fail(
    waitSeconds === undefined ? { kind: "bad_key" } : { kind: "too_many_bad_keys", waitSeconds },
  );
}

async function noteUse(db: Deps["db"], key: ApiKeySecret): Promise<void> {
  const now = wallClock();
  const isFresh = key.lastUsedAt && now.getTime() - key.lastUsedAt.getTime() < NOTED_EVERY_MS;
  if (!isFresh) await noteApiKeyUse(db, key.id, now);
}

function sameHash(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
