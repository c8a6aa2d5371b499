import {
  type AccountCreation,
  findAccountCreation,
  findConnectedAccount,
  findPayee,
} from "@/db/queries/connected-accounts";
import {
  adoptAccount,
  beginAccount,
  renewAccountKey,
  replaceLostAccount,
} from "@/db/writes/connected-accounts";
import type { DeveloperActor } from "@/lib/auth/actor";
import { ACCESS_LOST, type AccountFacts } from "@/lib/domain/connect";
import type { DeveloperId } from "@/lib/domain/ids";
import { fail, ok, type Result } from "@/lib/domain/result";
import { GatewayError } from "@/lib/stripe/ports";
import type { Deps } from "./deps";
import { answered, refreshAccount, type StripeProblem } from "./refresh-account";

const CONNECT_RETURN_PATH = "/connect/return";
const CONNECT_REFRESH_PATH = "/connect/refresh";
/** Says, in both, for which developer the link was made. */
export const CONNECT_DEVELOPER = "developer";

/** Where to send the browser. The URL opens the account: never store it, never log it. */
export type StripeLink = { readonly kind: "onboarding" | "dashboard"; readonly url: string };

export type OnboardingProblem =
  | { readonly kind: "owners_only" }
  | { readonly kind: "unknown_developer" }
  /** Stripe rejected the account: another link would lead nowhere. */
  | { readonly kind: "rejected_by_stripe"; readonly reason: string | undefined }
  | StripeProblem;

type OnboardingDeps = Pick<
  Deps,
  "db" | "now" | "newId" | "accounts" | "transfers" | "appUrl" | "onStep"
>;

/**
 * Sends a developer to Stripe: to onboarding, or to their dashboard once there is nothing left to
 * do. Makes their account on the first call, and only then, however often and from however many
 * tabs this is called and wherever a call breaks off.
 */
export async function startOnboarding(
  deps: OnboardingDeps,
  developer: DeveloperActor,
): Promise<Result<StripeLink, OnboardingProblem>> {
  if (developer.memberRole !== "owner") return fail({ kind: "owners_only" });
  const { developerId } = developer;

  const known = await findConnectedAccount(deps.db, developerId);
  const read = known.stripeAccountId
    ? await refreshAccount(deps, developerId, developer.name)
    : ok(known);
  if (!read.ok && read.problem.kind !== "not_started") return fail(read.problem);
  const account = read.ok ? read.value : known;
  const isLost = account.state === "rejected" && account.disabledReason === ACCESS_LOST;
  if (account.state === "rejected" && !isLost) {
    return fail({ kind: "rejected_by_stripe", reason: account.disabledReason });
  }
  if (isLost && account.stripeAccountId) {
    const { stripeAccountId: accountId } = account;
    const step = { developerId, actor: developer.name, at: deps.now() };
    await replaceLostAccount(deps.db, { ...step, accountId, key: newKey(deps) });
    await deps.onStep?.("onboard.replaced");
  }

  const made = await connectedAccountId(deps, developer);
  if (!made.ok) return made;
  const isDone = account.state === "ready" && account.requirementsDue.length === 0;
  return linkTo(deps, developerId, made.value, isDone);
}

async function linkTo(
  deps: Pick<Deps, "accounts" | "appUrl">,
  developerId: DeveloperId,
  accountId: string,
  isDone: boolean,
): Promise<Result<StripeLink, StripeProblem>> {
  if (isDone) {
    const dashboard = await answered(() => deps.accounts.createDashboardLink(accountId));
    if (!dashboard.ok) return dashboard;
    if (dashboard.value) return ok({ kind: "dashboard", url: dashboard.value });
  }
  const query = `?${new URLSearchParams({ [CONNECT_DEVELOPER]: developerId })}`;
  const urls = {
    returnUrl: new URL(CONNECT_RETURN_PATH + query, deps.appUrl).href,
    refreshUrl: new URL(CONNECT_REFRESH_PATH + query, deps.appUrl).href,
  };
  const onboarding = await answered(() => deps.accounts.createOnboardingLink(accountId, urls));
  return onboarding.ok ? ok({ kind: "onboarding", url: onboarding.value }) : onboarding;
}

/**
 * Stripe honours a v1 key for 24 hours. Past this age the key might make a second account, so it
 * is never sent again.
 */
const KEY_LIFE_MS = 23 * 60 * 60 * 1000;

/** The developer's account, made under a key that was written down before Stripe was asked. */
async function connectedAccountId(
  deps: OnboardingDeps,
  developer: DeveloperActor,
): Promise<Result<string, OnboardingProblem>> {
  const { db } = deps;
  const { developerId } = developer;
  const payee = await findPayee(db, developerId);
  if (!payee) return fail({ kind: "unknown_developer" });

  const step = () => ({ developerId, actor: developer.name, at: deps.now() });
  await beginAccount(db, { ...step(), key: newKey(deps) });
  await deps.onStep?.("onboard.begun");
  const creation = await findAccountCreation(db, developerId);
  if (!creation) throw new Error(`The account row of ${developerId} vanished`);
  if (creation.stripeAccountId) return ok(creation.stripeAccountId);

  const request = { developerId, ...payee };
  const at = deps.now();
  const isOver = at.getTime() - creation.startedAt.getTime() >= KEY_LIFE_MS;
  const first = isOver ? ok(undefined) : await create(deps, request, creation.key);
  if (!first.ok) return first;
  if (first.value) return kept(deps, { ...step(), at }, creation.key, first.value);

  // The key is over: the account may exist without our knowing, so look before making another.
  const found = await answered(() => deps.accounts.findAccount(developerId));
  if (!found.ok) return found;
  if (found.value) return kept(deps, { ...step(), at }, creation.key, found.value);
  await renewAccountKey(db, { ...step(), usedKey: creation.key, key: newKey(deps) });
  await deps.onStep?.("onboard.renewed");
  const renewed = await findAccountCreation(db, developerId);
  if (renewed?.stripeAccountId) return ok(renewed.stripeAccountId);
  if (!renewed) throw new Error(`The account row of ${developerId} vanished`);
  const second = await create(deps, request, renewed.key);
  if (!second.ok) return second;
  if (!second.value) return fail({ kind: "stripe_unavailable" });
  return kept(deps, { ...step(), at: deps.now() }, renewed.key, second.value);
}

/** Nothing, when the key was spent on a request with other contents, such as a former name. */
async function create(
  deps: Pick<Deps, "accounts">,
  request: Parameters<Deps["accounts"]["createAccount"]>[0],
  key: AccountCreation["key"],
): Promise<Result<AccountFacts | undefined, StripeProblem>> {
  return answered(async () => {
    try {
      return await deps.accounts.createAccount(request, key);
    } catch (error) {
      if (error instanceof GatewayError && error.trouble === "key_spent") return undefined;
      throw error;
    }
  });
}

/** Of two at once the first is kept; both answer with the account that was kept. */
async function kept(
  deps: Pick<Deps, "db" | "onStep">,
  step: {
    readonly developerId: DeveloperActor["developerId"];
    readonly actor: string;
    readonly at: Date;
  },
  key: string,
  facts: AccountFacts,
): Promise<Result<string, OnboardingProblem>> {
  await deps.onStep?.("onboard.created");
  await adoptAccount(deps.db, { ...step, key, facts });
  await deps.onStep?.("onboard.kept");
  const creation = await findAccountCreation(deps.db, step.developerId);
  return ok(creation?.stripeAccountId ?? facts.accountId);
}

function newKey(deps: Pick<Deps, "newId">): string {
  return `account:${deps.newId()}`;
}
