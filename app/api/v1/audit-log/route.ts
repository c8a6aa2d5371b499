import { type AuditRow, findAuditEntries } from "@/db/queries/audit-log";
import { ok } from "@/lib/domain/result";
import { auditWords } from "@/lib/domain/words/audit-words";
import { defineAdminRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { textParameter } from "../parse-query";
import { pageOf, readPage } from "../read-page";

/** Who did what to which money, newest first. */
export const GET = defineAdminRoute("finance:read", async ({ request, actor, deps }) => {
  const asked = readPage(request, ["text", "action"], ["sequence"]);
  if (!asked.ok) return asked;
  const { query, after, limit } = asked.value;
  const text = textParameter(query, "text");
  if (!text.ok) return text;
  const action = textParameter(query, "action");
  if (!action.ok) return action;
  const [before] = after ?? [];
  const rows = await findAuditEntries(deps.db, actor, {
    ...{ text: text.value, action: action.value, limit: limit + 1 },
    before: before === undefined ? undefined : BigInt(before),
  });
  const page = pageOf(rows, limit, ({ seq }) => [seq.toString()]);
  return ok({ body: { entries: page.rows.map(entryJson), nextCursor: page.nextCursor } });
});

function entryJson({ seq, at, actor, action, subject, detail, hash }: AuditRow) {
  return { seq, at, actor, action, says: auditWords(action), subject, detail, hash };
}

const notAllowed = methodNotAllowed("GET", "HEAD");

export {
  notAllowed as DELETE,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as POST,
  notAllowed as PUT,
};
