import { parseCurrency } from "@/lib/domain/currency";
import { MARKETPLACE_ID_RULE, parseDeveloperId, parsePluginId } from "@/lib/domain/ids";
import type { Money } from "@/lib/domain/money";
import type { WantedShares } from "@/lib/domain/parts";
import { fail, ok, type Result } from "@/lib/domain/result";
import { sharesProblemWords } from "@/lib/domain/words/shares-words";
import { savePlugin } from "@/lib/use-cases/save-plugin";
import { defineRoute } from "../../define-route";
import { methodNotAllowed } from "../../method-not-allowed";
import { parseBody } from "../../parse-body";
import { type ApiProblem, problem } from "../../problem";
import { pluginInput } from "../../schemas";

type Params = { readonly id: string };

/** Adds a plugin to the catalogue or replaces what is known of it. */
export const PUT = defineRoute<Params>(
  "catalog:write",
  async ({ request, actor, deps, params }) => {
    const id = parsePluginId(params.id);
    if (!id.ok) return fail(problem(422, "bad_id", `A plugin's id takes ${MARKETPLACE_ID_RULE}.`));
    const body = await parseBody(request, pluginInput);
    if (!body.ok) return body;
    const { name } = body.value;
    const developerId = parseDeveloperId(body.value.developerId);
    if (!developerId.ok) {
      return fail(problem(422, "bad_field", `developerId: takes ${MARKETPLACE_ID_RULE}.`));
    }
    const price = parsePrice(body.value.price, body.value.currency);
    if (!price.ok) return price;
    const shares = parseShares(body.value.shares ?? undefined);
    if (!shares.ok) return shares;
    const plugin = {
      ...{ id: id.value, developerId: developerId.value, name },
      ...{ price: price.value, shares: shares.value },
    };
    const saved = await savePlugin(deps, actor, plugin);
    if (!saved.ok) return fail(problem(422, saved.problem.kind, sharesProblemWords(saved.problem)));
    const { ownerChanged, sharesChanged } = saved.value;
    const { minor = null, currency = null } = price.value ?? {};
    return ok({
      body: {
        id: id.value,
        developerId: developerId.value,
        name,
        price: minor,
        currency,
        ownerChanged,
        sharesChanged,
      },
    });
  },
);

function parsePrice(
  minor: number | null | undefined,
  code: string | null | undefined,
): Result<Money | undefined, ApiProblem> {
  const hasPrice = minor !== null && minor !== undefined;
  if (!hasPrice && !code) return ok(undefined);
  if (!hasPrice || !code) {
    return fail(problem(422, "bad_field", "price and currency go together."));
  }
  const currency = parseCurrency(code);
  if (!currency.ok) {
    return fail(problem(422, "bad_currency", "currency: must be a known ISO 4217 code."));
  }
  return ok({ minor: BigInt(minor), currency: currency.value });
}

function parseShares(
  wanted: readonly { readonly developerId: string; readonly bps: number }[] | undefined,
): Result<WantedShares | undefined, ApiProblem> {
  if (!wanted) return ok(undefined);
  const shares = [];
  for (const { developerId: text, bps } of wanted) {
    const developerId = parseDeveloperId(text);
    if (!developerId.ok) {
      const detail = `shares: a developerId takes ${MARKETPLACE_ID_RULE}.`;
      return fail(problem(422, "bad_field", detail));
    }
    shares.push({ developerId: developerId.value, part: bps });
  }
  return ok(shares);
}

const refuse = methodNotAllowed("PUT");

export { refuse as DELETE, refuse as GET, refuse as OPTIONS, refuse as PATCH, refuse as POST };
