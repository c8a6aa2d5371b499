import { type DeveloperRecord, upsertDeveloper } from "@/db/writes/save-catalog";
import type { AdminActor, ApiActor } from "@/lib/auth/actor";
import type { Deps } from "./deps";

/** Adds a developer to the catalogue or brings them in step. */
export async function saveDeveloper(
  deps: Pick<Deps, "db" | "now">,
  actor: ApiActor | AdminActor,
  developer: DeveloperRecord,
): Promise<DeveloperRecord> {
  await upsertDeveloper(deps.db, developer, { at: deps.now(), actor: actor.name });
  return developer;
}
