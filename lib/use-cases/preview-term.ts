import { findTermAt, findTermSubject, reachesBack } from "@/db/queries/settings";
import { findNames, findTermEffect } from "@/db/queries/term-effect";
import type { AdminActor } from "@/lib/auth/actor";
import { dayStart } from "@/lib/domain/day-start";
import { type Day, dayOf, firstDay, periodOfDay, shiftDay, shiftPeriod } from "@/lib/domain/period";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { BasisPoints } from "@/lib/domain/share";
import { type Effect, sumEffect, type TermChange, type TermEffect } from "@/lib/domain/term-effect";
import { isReplaceable } from "@/lib/domain/terms";
import type { AddTermProblem } from "./add-term";
import type { Deps } from "./deps";

type Named = Effect & { readonly id: string; readonly name: string };

export type TermPreview = Pick<TermEffect, "totals" | "developersTotal" | "pluginsTotal"> & {
  /** The first of the twelve months’ days. */
  readonly since: Day;
  /** Those for whom the most would have changed, of each currency. */
  readonly developers: readonly Named[];
  readonly plugins: readonly Named[];
};

/** It would take longer than anybody waits; the rate can be added all the same. */
export type PreviewTermProblem = AddTermProblem | { readonly kind: "takes_too_long" };

export type CheckedTerm = {
  /** The rate that it would take the place of. */
  readonly replaces: BasisPoints | undefined;
};

/** Whether a rate could be added from a day on. Writes nothing. */
export async function checkTerm(
  deps: Pick<Deps, "db" | "now" | "zone">,
  _admin: AdminActor,
  term: TermChange & { readonly day: Day },
): Promise<Result<CheckedTerm, AddTermProblem>> {
  const { db } = deps;
  const effectiveFrom = dayStart(term.day, deps.zone);
  if (!(await findTermSubject(db, term.scope))) return fail({ kind: "unknown_subject" });
  const now = deps.now();
  const known = await findTermAt(db, term.scope, effectiveFrom);
  if (known && !isReplaceable(known, { ...term, effectiveFrom }, now)) {
    return fail({ kind: "term_exists" });
  }
  const canReachBack = known !== undefined || effectiveFrom <= now;
  if (canReachBack && (await reachesBack(db, term.scope, term.day))) {
    return fail({ kind: "reaches_back" });
  }
  return ok({ replaces: known?.share });
}

/**
 * What developers would have got in the last twelve months, had a rate held all along for
 * everything that it would apply to. Writes nothing; adding the rate changes none of it.
 */
export async function previewTerm(
  deps: Pick<Deps, "db" | "now" | "zone">,
  admin: AdminActor,
  term: TermChange & { readonly day: Day },
): Promise<Result<TermPreview, PreviewTermProblem>> {
  const checked = await checkTerm(deps, admin, term);
  if (!checked.ok) return checked;
  const since = yearBefore(dayOf(deps.now(), deps.zone));
  const parts = await findTermEffect(deps.db, term, dayStart(since, deps.zone));
  if (!parts) return fail({ kind: "takes_too_long" });
  const effect = sumEffect(parts);
  const names = await findNames(deps.db, {
    developers: effect.developers.map(({ developerId }) => developerId),
    plugins: effect.plugins.map(({ pluginId }) => pluginId),
  });
  const { totals, developersTotal, pluginsTotal } = effect;
  return ok({
    ...{ since, totals, developersTotal, pluginsTotal },
    developers: effect.developers.map(({ developerId: id, ...sums }) => ({
      ...{ ...sums, id, name: names.get(`developer ${id}`) ?? id },
    })),
    plugins: effect.plugins.map(({ pluginId: id, ...sums }) => ({
      ...{ ...sums, id, name: names.get(`plugin ${id}`) ?? id },
    })),
  });
}

/** The same day of the year before; of a leap year’s 29 February the 1 March. */
function yearBefore(day: Day): Day {
  const period = shiftPeriod(periodOfDay(day), -12);
  return shiftDay(firstDay(period), Number(day.slice(8)) - 1);
}
