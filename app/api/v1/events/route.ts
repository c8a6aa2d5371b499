import { ok } from "@/lib/domain/result";
import { recordTogether } from "@/lib/use-cases/record-together";
import { defineRoute } from "../define-route";
import { methodNotAllowed } from "../method-not-allowed";
import { readJson } from "../parse-json";
import { parseEvents } from "./parse-events";

/** Records a batch of events and answers for each of them. */
export const POST = defineRoute("events:write", async ({ request, actor, deps }) => {
  const json = await readJson(request);
  if (!json.ok) return json;
  const sent = parseEvents(json.value);
  if (!sent.ok) return sent;
  const reports = sent.value.flatMap(({ parsed }) => (parsed.ok ? [parsed.value] : []));
  const recorded = (await recordTogether(deps, actor.source, reports)).values();
  const results = sent.value.map(({ externalId, parsed }) => {
    if (!parsed.ok) return { externalId, status: "rejected", problem: parsed.problem };
    return { ...recorded.next().value, externalId };
  });
  const isClean = results.every(({ status }) => status !== "rejected");
  return ok({ status: isClean ? 200 : 207, body: { results } });
});

const refuse = methodNotAllowed("POST");

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as PUT };
