import { withRetry } from "@/db/retry";
import { insertShares, SHARES_RACES } from "@/db/writes/set-shares";
import type { AdminActor, ApiActor } from "@/lib/auth/actor";
import { dayStart } from "@/lib/domain/day-start";
import type { PluginId } from "@/lib/domain/ids";
import { checkShares, type SharesProblem, type WantedShares } from "@/lib/domain/parts";
import type { Day } from "@/lib/domain/period";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { Deps } from "./deps";

export type SharesWish = {
  readonly pluginId: PluginId;
  /** Everybody, the owner too. The owner alone, with 10,000, ends the sharing. */
  readonly shares: WantedShares;
  /**
   * Absent: from now on; as long as the plugin has earned nothing, in place of the shares that hold
   * now, from when those began.
   */
  readonly day?: Day | undefined;
};

export type SharesSet = {
  /** False when they were like this already. */
  readonly isChanged: boolean;
  readonly effectiveFrom: Date;
};

/** Shares a plugin's revenue among developers, from a day on. What was sold before stays as it was. */
export async function setPluginShares(
  deps: Pick<Deps, "db" | "now" | "zone">,
  actor: AdminActor | ApiActor,
  { pluginId, shares, day }: SharesWish,
): Promise<Result<SharesSet, SharesProblem>> {
  const checked = checkShares(shares);
  if (!checked.ok) return checked;
  const from = day && { day, start: dayStart(day, deps.zone) };
  const authors = checked.value;
  const outcome = await withRetry(
    () => insertShares(deps.db, { pluginId, authors, from, by: actor.name, at: deps.now() }),
    SHARES_RACES,
  );
  const [stranger] = outcome.unknownDevelopers;
  if (!outcome.isPluginKnown || outcome.owner === null) return fail({ kind: "unknown_plugin" });
  if (stranger) return fail({ kind: "unknown_developer", developerId: stranger });
  if (!outcome.isOwnerNamed) return fail({ kind: "owner_missing", owner: outcome.owner });
  if (outcome.reachesBack) return fail({ kind: "reaches_back" });
  return ok({ isChanged: outcome.revision !== null, effectiveFrom: outcome.effectiveFrom });
}
