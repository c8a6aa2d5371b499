import { parseDay } from "@/lib/domain/day-start";
import { parseDeveloperId, parsePluginId } from "@/lib/domain/ids";
import { fail, ok } from "@/lib/domain/result";
import { basisPoints } from "@/lib/domain/share";
import type { Effect } from "@/lib/domain/term-effect";
import { TERM_PROBLEM_WORDS } from "@/lib/domain/words/term-problem-words";
import { previewTerm, type TermPreview } from "@/lib/use-cases/preview-term";
import { defineAdminRoute } from "../../define-route";
import { methodNotAllowed } from "../../method-not-allowed";
import { idParameter, readQuery } from "../../parse-query";
import { problem } from "../../problem";
import { refuse } from "../../refuse";
import { scopeOf } from "../scope-of";

const PARAMETERS = ["shareBps", "from", "developerId", "pluginId"];

/** What developers would have got at a rate in the last twelve months. Writes nothing. */
export const GET = defineAdminRoute("finance:read", async ({ request, actor, deps }) => {
  const query = readQuery(request, PARAMETERS);
  if (!query.ok) return query;
  const { shareBps = "", from = "" } = query.value;
  const share = /^(0|[1-9]\d{0,3}|10000)$/.test(shareBps)
    ? basisPoints(Number(shareBps))
    : undefined;
  if (share === undefined) return bad("shareBps must be a whole number from 0 to 10000.");
  const day = parseDay(from);
  if (!day) return bad("from must be a day that exists, like 2026-03-31.");
  const developerId = idParameter(query.value, "developerId", parseDeveloperId);
  if (!developerId.ok) return developerId;
  const pluginId = idParameter(query.value, "pluginId", parsePluginId);
  if (!pluginId.ok) return pluginId;
  if (developerId.value && pluginId.value) return bad("Give developerId or pluginId, not both.");
  const scope = scopeOf({ developerId: developerId.value, pluginId: pluginId.value });
  const preview = await previewTerm(deps, actor, { scope, share, day });
  if (!preview.ok) return refuse(preview.problem, TERM_PROBLEM_WORDS[preview.problem.kind]);
  return ok({ body: previewJson(preview.value) });
});

function previewJson({ since, totals, ...preview }: TermPreview) {
  const { developers, developersTotal, plugins, pluginsTotal } = preview;
  return {
    ...{ since, totals: totals.map(effectJson), developersTotal, pluginsTotal },
    developers: developers.map((row) => ({ id: row.id, name: row.name, ...effectJson(row) })),
    plugins: plugins.map((row) => ({ id: row.id, name: row.name, ...effectJson(row) })),
  };
}

function effectJson({ currency, sales, before, after }: Effect) {
  return { currency, sales, before, after };
}

function bad(detail: string) {
  return fail(problem(400, "bad_parameter", detail));
}

const notAllowed = methodNotAllowed("GET", "HEAD");

export {
  notAllowed as DELETE,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as POST,
  notAllowed as PUT,
};
