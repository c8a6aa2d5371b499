import { findTermSubject, hasTermAt } from "@/db/queries/settings";
import { insertTerm } from "@/db/writes/add-term";
import type { AdminActor } from "@/lib/auth/actor";
import { dayStart } from "@/lib/domain/day-start";
import type { Day } from "@/lib/domain/period";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { BasisPoints } from "@/lib/domain/share";
import type { RevenueTerm } from "@/lib/domain/terms";
import type { Deps } from "./deps";

export type AddTermProblem =
  | { readonly kind: "unknown_subject" }
  | { readonly kind: "term_exists" }
  /** Money since that day was already split at the rate that held then. */
  | { readonly kind: "reaches_back" };

/** Adds a rate from a day on. Rates on recorded events never change. */
export async function addTerm(
  deps: Pick<Deps, "db" | "now" | "zone">,
  admin: AdminActor,
  input: { readonly scope: RevenueTerm["scope"]; readonly share: BasisPoints; readonly day: Day },
): Promise<Result<RevenueTerm, AddTermProblem>> {
  const term = { ...input, effectiveFrom: dayStart(input.day, deps.zone) };
  const added = await insertTerm(deps.db, { ...term, by: admin.name, at: deps.now() });
  if (added) return ok(term);
  if (!(await findTermSubject(deps.db, term.scope))) return fail({ kind: "unknown_subject" });
  const exists = await hasTermAt(deps.db, term.scope, term.effectiveFrom);
  return fail({ kind: exists ? "term_exists" : "reaches_back" });
}
