import { findDeveloperName } from "@/db/queries/admin-developers";
import { findDebts } from "@/db/queries/debts";
import type { Debt, DebtCause } from "@/lib/domain/debt";
import { ok } from "@/lib/domain/result";
import { debtSum, debtTitle } from "@/lib/domain/words/debt-words";
import { HOLD_PROBLEM_WORDS } from "@/lib/domain/words/hold-problem-words";
import { defineAdminRoute } from "../../../define-route";
import { methodNotAllowed } from "../../../method-not-allowed";
import { developerInPath } from "../../../parse-path";
import { readQuery } from "../../../parse-query";
import { refuse } from "../../../refuse";

type Params = { readonly id: string };

/** Why a developer owes, since when, and because of which sales: none for who does not. */
export const GET = defineAdminRoute<Params>(
  "finance:read",
  async ({ request, actor, deps, params }) => {
    const id = developerInPath(params.id);
    if (!id.ok) return id;
    const query = readQuery(request, []);
    if (!query.ok) return query;
    const name = await findDeveloperName(deps.db, actor, id.value);
    if (name === undefined) {
      return refuse({ kind: "unknown_developer" }, HOLD_PROBLEM_WORDS.unknown_developer, 404);
    }
    const debts = await findDebts(deps.db, id.value, deps.zone);
    return ok({ body: { developerId: id.value, debts: debts.map(debtJson) } });
  },
);

function debtJson(debt: Debt) {
  const { balance, since, takenBack, earned, returned, causes, causesTotal } = debt;
  return {
    ...{ currency: balance.currency, balance: balance.minor, since },
    ...{ takenBack: takenBack.minor, earned: earned.minor, returned: returned.minor },
    words: `${debtTitle(debt, "they")}. ${debtSum(debt)}`,
    ...{ causesTotal, causes: causes.map(causeJson) },
  };
}

function causeJson({ id, kind, pluginName, share, occurredAt, postedOn, ...why }: DebtCause) {
  const { sale, adjustment = null } = why;
  return {
    ...{ id, kind, pluginName, share: share.minor, currency: share.currency, occurredAt, postedOn },
    sale: sale
      ? {
          ...{ externalId: sale.externalId, occurredAt: sale.occurredAt },
          ...{ amount: sale.amount.minor, share: sale.share.minor, paidAt: sale.paidAt ?? null },
        }
      : null,
    adjustment,
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
