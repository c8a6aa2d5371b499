import { revokeAdminRow } from "@/db/writes/revoke-admin";
import type { Deps } from "./deps";

/** For the operator's command line alone, as `grantAdmin`. Holds from the next request on. */
export async function revokeAdmin(
  deps: Pick<Deps, "db" | "now">,
  { email, by }: { readonly email: string; readonly by: string },
): Promise<{ readonly changed: boolean }> {
  return revokeAdminRow(deps.db, email, { at: deps.now(), actor: by });
}
