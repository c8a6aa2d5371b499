import { findDeveloper, type ListedDeveloper } from "@/db/queries/admin-developers";
import { findSchedule } from "@/db/queries/developer-schedule";
import { ok } from "@/lib/domain/result";
import { HOLD_PROBLEM_WORDS } from "@/lib/domain/words/hold-problem-words";
import { defineAdminRoute } from "../../../define-route";
import { holdJson } from "../../../hold-json";
import { methodNotAllowed } from "../../../method-not-allowed";
import { developerInPath } from "../../../parse-path";
import { readQuery } from "../../../parse-query";
import { refuse } from "../../../refuse";

type Params = { readonly id: string };

/** A developer's unsettled money, and what stands between it and them. */
export const GET = defineAdminRoute<Params>(
  "finance:read",
  async ({ request, actor, deps, params }) => {
    const id = developerInPath(params.id);
    if (!id.ok) return id;
    const query = readQuery(request, []);
    if (!query.ok) return query;
    const [developer, schedule] = await Promise.all([
      findDeveloper(deps.db, actor, id.value),
      findSchedule(deps.db, id.value),
    ]);
    if (developer && schedule) return ok({ body: { ...balanceJson(developer), schedule } });
    return refuse({ kind: "unknown_developer" }, HOLD_PROBLEM_WORDS.unknown_developer, 404);
  },
);

function balanceJson({ id, name, connect, hold, stripeHold, balances }: ListedDeveloper) {
  return {
    ...{ developerId: id, name, connect },
    hold: holdJson(hold),
    stripeHold: stripeHold
      ? { ...stripeHold, disabledReason: stripeHold.disabledReason ?? null }
      : null,
    balances: balances.map(({ minor, currency }) => ({ amount: minor, currency })),
  };
}

const notAllowed = methodNotAllowed("GET", "HEAD");

export {
  notAllowed as DELETE,
  notAllowed as OPTIONS,
  notAllowed as PATCH,
  notAllowed as POST,
  notAllowed as PUT,
};
