import { findUnknownDevelopers } from "@/db/queries/plugin-shares";
import { withRetry } from "@/db/retry";
import { OWNER_RACES, type PluginRecord, upsertPlugin } from "@/db/writes/save-catalog";
import type { AdminActor, ApiActor } from "@/lib/auth/actor";
import { checkShares, type SharesProblem, type WantedShares } from "@/lib/domain/parts";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { Deps } from "./deps";
import { setPluginShares } from "./set-plugin-shares";

export type PluginSaved = { readonly ownerChanged: boolean; readonly sharesChanged: boolean };

/**
 * Adds a plugin to the catalogue or brings it in step. Another developer than before owns it from
 * now on. Shares, when they are given, hold from now on too: see `set-plugin-shares`.
 */
export async function savePlugin(
  deps: Pick<Deps, "db" | "now" | "zone">,
  actor: ApiActor | AdminActor,
  { shares, ...plugin }: PluginRecord & { readonly shares?: WantedShares | undefined },
): Promise<Result<PluginSaved, SharesProblem>> {
  const problem = shares && (await problemOf(deps, plugin, shares));
  if (problem) return fail(problem);
  const { isDeveloperKnown, ownerChanged } = await withRetry(
    () => upsertPlugin(deps.db, plugin, { at: deps.now(), actor: actor.name }),
    OWNER_RACES,
  );
  if (!isDeveloperKnown) {
    return fail({ kind: "unknown_developer", developerId: plugin.developerId });
  }
  if (!shares) return ok({ ownerChanged, sharesChanged: false });
  const set = await setPluginShares(deps, actor, { pluginId: plugin.id, shares });
  if (!set.ok) return set;
  return ok({ ownerChanged, sharesChanged: set.value.isChanged });
}

/** Found before anything is written, so that a refused request changes nothing. */
async function problemOf(
  deps: Pick<Deps, "db">,
  { developerId: owner }: PluginRecord,
  shares: WantedShares,
): Promise<SharesProblem | undefined> {
  const checked = checkShares(shares);
  if (!checked.ok) return checked.problem;
  const named = checked.value.map(({ developerId }) => developerId);
  const [stranger] = await findUnknownDevelopers(deps.db, [owner, ...named]);
  if (stranger) return { kind: "unknown_developer", developerId: stranger };
  return named.includes(owner) ? undefined : { kind: "owner_missing", owner };
}
