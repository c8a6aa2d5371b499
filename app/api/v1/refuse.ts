import type { RunId } from "@/lib/domain/ids";
import { fail } from "@/lib/domain/result";
import { type ApiProblem, problem } from "./problem";

/** Why a use case did not do it, as far as a program may want to know. */
type Refusal = {
  readonly kind: string;
  /** Who did it before, and when: after a retry it was perhaps oneself. */
  readonly by?: string;
  readonly at?: Date;
  readonly runId?: RunId;
  /** Who else may do it. */
  readonly others?: readonly string[];
  readonly left?: bigint;
};

/** What is neither a conflict with what is already so (409). */
const STATUS: Readonly<Record<string, number>> = {
  unknown_run: 404,
  unknown_payout: 404,
  needs_second_person: 403,
  unknown_developer: 422,
  unknown_plugin: 422,
  unknown_subject: 422,
  not_their_plugin: 422,
  unknown_sale: 422,
  before_sale: 422,
  in_future: 422,
  not_in_currency: 422,
  too_much: 422,
  reaches_back: 422,
  takes_too_long: 422,
  stripe_unreachable: 503,
};

/** A use case's refusal as the API says it: its kind is the code, in the words of the pages. */
export function refuse(
  refusal: Refusal,
  detail: string,
  status = STATUS[refusal.kind] ?? 409,
): { readonly ok: false; readonly problem: ApiProblem } {
  const { kind, by, at, runId, others, left } = refusal;
  const answer = problem(status, kind, detail);
  return fail({ ...answer, facts: { by, at, runId, others, left } });
}
