import { findTermAt, findTermSubject } from "@/db/queries/settings";
import { writeTerm } from "@/db/writes/add-term";
import type { AdminActor } from "@/lib/auth/actor";
import { dayStart } from "@/lib/domain/day-start";
import type { Day } from "@/lib/domain/period";
import { fail, ok, type Result } from "@/lib/domain/result";
import { type BasisPoints, basisPoints } from "@/lib/domain/share";
import { isReplaceable, type RevenueTerm } from "@/lib/domain/terms";
import type { Deps } from "./deps";

export type AddTermProblem =
  | { readonly kind: "unknown_subject" }
  /** From that day on this very rate holds, or one that has begun. */
  | { readonly kind: "term_exists" }
  /** Money since that day was already split at the rate that held then. */
  | { readonly kind: "reaches_back" };

export type AddedTerm = RevenueTerm & {
  /** The rate that was to hold from that day on and had not begun. */
  readonly replaced: BasisPoints | undefined;
};

/**
 * Adds a rate from a day on, or corrects the one that begins on that day as long as it has not
 * begun. Rates on recorded events never change.
 */
export async function addTerm(
  deps: Pick<Deps, "db" | "now" | "zone">,
  admin: AdminActor,
  input: { readonly scope: RevenueTerm["scope"]; readonly share: BasisPoints; readonly day: Day },
): Promise<Result<AddedTerm, AddTermProblem>> {
  const term = { ...input, effectiveFrom: dayStart(input.day, deps.zone) };
  const now = deps.now();
  const written = await writeTerm(deps.db, { ...term, by: admin.name, at: now });
  if (written) {
    const { replaced } = written;
    return ok({ ...term, replaced: replaced === undefined ? undefined : basisPoints(replaced) });
  }
  if (!(await findTermSubject(deps.db, term.scope))) return fail({ kind: "unknown_subject" });
  const known = await findTermAt(deps.db, term.scope, term.effectiveFrom);
  const stands = known && !isReplaceable(known, term, now);
  return fail({ kind: stands ? "term_exists" : "reaches_back" });
}
