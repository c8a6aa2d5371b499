import { type ConnectedAccount, findConnectedAccount } from "@/db/queries/connected-accounts";
import { keepSnapshot, markAccessLost } from "@/db/writes/connected-accounts";
import type { DeveloperActor } from "@/lib/auth/actor";
import type { DeveloperId } from "@/lib/domain/ids";
import { fail, ok, type Result } from "@/lib/domain/result";
import { GatewayError } from "@/lib/stripe/ports";
import type { Deps } from "./deps";
import { insistOnOurAccount } from "./is-our-account";

export type StripeProblem =
  /** No answer, or a busy one: the same may work in a moment. */
  | { readonly kind: "stripe_unavailable" }
  /** Stripe said no, for a reason that the marketplace has to mend. */
  | { readonly kind: "stripe_refused"; readonly code: string };

export type RefreshProblem = { readonly kind: "not_started" } | StripeProblem;

type RefreshDeps = Pick<Deps, "db" | "now" | "accounts" | "transfers">;

/** Asking Stripe more often than this shows nothing new to a person. */
const CHECK_EVERY_MS = 3_000;

/**
 * Reads a developer's account at Stripe and keeps what it says. Webhooks, the way back from
 * onboarding and the daily sweep all end here, so their order and number do not matter.
 */
export async function refreshAccount(
  deps: RefreshDeps,
  developerId: DeveloperId,
  actor = "stripe",
): Promise<Result<ConnectedAccount, RefreshProblem>> {
  const { stripeAccountId } = await findConnectedAccount(deps.db, developerId);
  if (stripeAccountId === undefined) return fail({ kind: "not_started" });

  // Taken before the asking: the answer is at least as new as this.
  const step = { developerId, actor, at: deps.now() };
  const read = await answered(() => deps.accounts.fetchAccount(stripeAccountId));
  if (!read.ok) return read;
  if (read.value) {
    await keepSnapshot(deps.db, { ...step, facts: read.value });
    return ok(await findConnectedAccount(deps.db, developerId));
  }
  // Another platform's key reaches none of our developers' accounts.
  const proved = await answered(() => insistOnOurAccount(deps));
  if (!proved.ok) return proved;
  await markAccessLost(deps.db, { ...step, accountId: stripeAccountId });
  return ok(await findConnectedAccount(deps.db, developerId));
}

/** The "check status" button: somebody who keeps pressing it gets the last answer again. */
export async function checkAccount(
  deps: RefreshDeps,
  developer: DeveloperActor,
): Promise<Result<ConnectedAccount, RefreshProblem>> {
  const account = await findConnectedAccount(deps.db, developer.developerId);
  const age = account.fetchedAt ? deps.now().getTime() - account.fetchedAt.getTime() : undefined;
  if (age !== undefined && age >= 0 && age < CHECK_EVERY_MS) return ok(account);
  return refreshAccount(deps, developer.developerId, developer.name);
}

/** Turns trouble with Stripe into a refusal; anything else is a bug and goes on. */
export async function answered<Answer>(
  ask: () => Promise<Answer>,
): Promise<Result<Answer, StripeProblem>> {
  try {
    return ok(await ask());
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    if (error.trouble === "unavailable") return fail({ kind: "stripe_unavailable" });
    return fail({ kind: "stripe_refused", code: error.code });
  }
}
