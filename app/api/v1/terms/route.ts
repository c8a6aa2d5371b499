import { findTermPage } from "@/db/queries/settings";
import { ok } from "@/lib/domain/result";
import { basisPoints } from "@/lib/domain/share";
import type { RevenueTerm } from "@/lib/domain/terms";
import { TERM_PROBLEM_WORDS } from "@/lib/domain/words/term-problem-words";
import { addTerm } from "@/lib/use-cases/add-term";
import { termInput } from "../admin-inputs";
import { defineAdminRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { parseBody } from "../parse-body";
import { pageOf, readPage } from "../read-page";
import { refuse } from "../refuse";
import { scopeOf } from "./scope-of";

/** Every rate, newest first. */
export const GET = defineAdminRoute("finance:read", async ({ request, actor, deps }) => {
  const asked = readPage(request, [], ["instant", "uuid"]);
  if (!asked.ok) return asked;
  const { after, limit } = asked.value;
  const [effectiveFrom = "", id = ""] = after ?? [];
  const rows = await findTermPage(deps.db, actor, {
    after: after && { effectiveFrom: new Date(effectiveFrom), id },
    limit: limit + 1,
  });
  const page = pageOf(rows, limit, (term) => [term.effectiveFrom.toISOString(), term.id]);
  const terms = page.rows.map((term) => ({ id: term.id, ...termJson(term), addedBy: term.by }));
  return ok({ body: { terms, nextCursor: page.nextCursor } });
});

/** Adds a rate from a day on, or corrects one that has not begun. What was recorded never changes. */
export const POST = defineAdminRoute("settings:write", async ({ request, actor, deps }) => {
  const body = await parseBody(request, termInput);
  if (!body.ok) return body;
  const { shareBps, from: day } = body.value;
  const term = { scope: scopeOf(body.value), share: basisPoints(shareBps), day };
  const added = await addTerm(deps, actor, term);
  if (!added.ok) return refuse(added.problem, TERM_PROBLEM_WORDS[added.problem.kind]);
  const replacedShareBps = added.value.replaced ?? null;
  const answer = { ...termJson(added.value), addedBy: actor.name, replacedShareBps };
  return ok({ status: 201, body: answer });
});

function termJson({ scope, share, effectiveFrom }: RevenueTerm) {
  return {
    ...{ scope: scope.kind, shareBps: share, effectiveFrom },
    developerId: scope.kind === "developer" ? scope.developerId : null,
    pluginId: scope.kind === "plugin" ? scope.pluginId : null,
  };
}

const notAllowed = methodNotAllowed("GET", "HEAD", "POST");

export { notAllowed as DELETE, notAllowed as OPTIONS, notAllowed as PATCH, notAllowed as PUT };
