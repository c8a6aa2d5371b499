import { ok } from "@/lib/domain/result";
import type { PauseFinding } from "@/lib/domain/sending-pause";
import { pauseFindingWords } from "@/lib/domain/words/pause-words";
import { checkPauses } from "@/lib/use-cases/check-pauses";
import { defineAdminRoute } from "../../define-route";
import { methodNotAllowed } from "../../method-not-allowed";
import { parseNoBody } from "../../parse-body";

/** Looks at the Stripe balance now, and lets what it covers go on. */
export const POST = defineAdminRoute("runs:approve", async ({ request, actor, deps }) => {
  const body = await parseNoBody(request);
  if (!body.ok) return body;
  const findings = await checkPauses(deps, actor);
  return ok({ body: { findings: findings.map(findingJson) } });
});

function findingJson(finding: PauseFinding) {
  const { kind, currency } = finding;
  const missing = kind === "short" ? finding.missing.minor : null;
  return { currency, finding: kind, missing, reason: pauseFindingWords(finding) };
}

const notAllowed = methodNotAllowed("POST");

export {
  notAllowed as DELETE,
  notAllowed as GET,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as PUT,
};
