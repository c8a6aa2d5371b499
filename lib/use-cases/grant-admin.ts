import { upsertAdmin } from "@/db/writes/grant-admin";
import type { Deps } from "./deps";

/** For the operator's command line alone: whoever holds the database may name its admins. */
export async function grantAdmin(
  deps: Pick<Deps, "db" | "now" | "newId">,
  { email, by }: { readonly email: string; readonly by: string },
): Promise<{ readonly changed: boolean }> {
  return upsertAdmin(deps.db, { id: deps.newId(), email }, { at: deps.now(), actor: by });
}
