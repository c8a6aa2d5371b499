import { withRetry } from "@/db/retry";
import { OWNER_RACES, type PluginRecord, upsertPlugin } from "@/db/writes/save-catalog";
import type { AdminActor, ApiActor } from "@/lib/auth/actor";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { Deps } from "./deps";

export type UnknownDeveloper = { readonly kind: "unknown_developer"; readonly developerId: string };

/**
 * Adds a plugin to the catalogue or brings it in step. Another developer than before owns it from
 * now on.
 */
export async function savePlugin(
  deps: Pick<Deps, "db" | "now">,
  actor: ApiActor | AdminActor,
  plugin: PluginRecord,
): Promise<Result<{ readonly ownerChanged: boolean }, UnknownDeveloper>> {
  const saved = await withRetry(
    () => upsertPlugin(deps.db, plugin, { at: deps.now(), actor: actor.name }),
    OWNER_RACES,
  );
  if (!saved.isDeveloperKnown) {
    return fail({ kind: "unknown_developer", developerId: plugin.developerId });
  }
  return ok({ ownerChanged: saved.ownerChanged });
}
