import { findPluginSharing, type PluginSharing } from "@/db/queries/plugin-shares";
import { authorsAt } from "@/lib/domain/parts";
import { ok } from "@/lib/domain/result";
import { WHOLE_BASIS_POINTS } from "@/lib/domain/share";
import { sharesProblemWords } from "@/lib/domain/words/shares-words";
import { setPluginShares } from "@/lib/use-cases/set-plugin-shares";
import { sharesInput } from "../../../admin-inputs";
import { defineAdminRoute, defineRoute } from "../../../define-route";
import { methodNotAllowed } from "../../../method-not-allowed";
import { parseBody } from "../../../parse-body";
import { pluginInPath } from "../../../parse-path";
import { readQuery } from "../../../parse-query";
import { refuse } from "../../../refuse";

type Params = { readonly id: string };

/** Who shares a plugin's revenue now, and all that was ever agreed. */
export const GET = defineAdminRoute<Params>("finance:read", async ({ request, deps, params }) => {
  const id = pluginInPath(params.id);
  if (!id.ok) return id;
  const query = readQuery(request, []);
  if (!query.ok) return query;
  const now = deps.now();
  const sharing = await findPluginSharing(deps.db, id.value, now);
  if (sharing) return ok({ body: { pluginId: id.value, ...sharingJson(sharing, now) } });
  const kind = "unknown_plugin";
  return refuse({ kind }, sharesProblemWords({ kind }), 404);
});

/** Shares a plugin's revenue from a day on. Sales that happened stay as they were split. */
export const PUT = defineRoute<Params>(
  "catalog:write",
  async ({ request, actor, deps, params }) => {
    const id = pluginInPath(params.id);
    if (!id.ok) return id;
    const body = await parseBody(request, sharesInput);
    if (!body.ok) return body;
    const { shares, from } = body.value;
    const wanted = shares.map(({ developerId, bps }) => ({ developerId, part: bps }));
    const wish = { pluginId: id.value, shares: wanted, day: from };
    const set = await setPluginShares(deps, actor, wish);
    if (!set.ok) {
      const status = set.problem.kind === "unknown_plugin" ? 404 : 422;
      return refuse(set.problem, sharesProblemWords(set.problem), status);
    }
    return ok({ body: { pluginId: id.value, ...set.value } });
  },
);

function sharingJson({ name, owner, shares }: PluginSharing, now: Date) {
  const alone = [{ developerId: owner, part: WHOLE_BASIS_POINTS }];
  const json = (authors: readonly { readonly developerId: string; readonly part: number }[]) =>
    authors.map(({ developerId, part }) => ({ developerId, bps: part }));
  return {
    ...{ name, owner, shares: json(authorsAt(shares, owner, now) ?? alone) },
    agreed: shares.map(({ effectiveFrom, leadPart, others }) => ({
      ...{ effectiveFrom, ownerBps: leadPart, others: json(others) },
    })),
  };
}

const notAllowed = methodNotAllowed("GET", "HEAD", "PUT");

export { notAllowed as DELETE, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as POST };
