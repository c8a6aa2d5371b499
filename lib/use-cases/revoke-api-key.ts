import { markApiKeyRevoked } from "@/db/writes/api-keys";
import type { AdminActor } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { Deps } from "./deps";

export type RevokedApiKey = {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
};

/** Takes effect with the next request: keys are looked up each time. */
export async function revokeApiKey(
  deps: Pick<Deps, "db" | "now">,
  admin: AdminActor,
  idOrPrefix: string,
): Promise<Result<RevokedApiKey, { readonly kind: "unknown_api_key" }>> {
  const actor = admin.name;
  const revoked = await markApiKeyRevoked(deps.db, idOrPrefix, { at: deps.now(), actor });
  return revoked ? ok(revoked) : fail({ kind: "unknown_api_key" });
}
