import { accountView } from "./account-view";
import { type Cause, emitSnapshot, emitThin } from "./events";
import type { AccountRecord, AccountRequirements, CapabilityStatus } from "./objects";
import type { World } from "./world";

export const ONBOARDING_OUTCOMES = ["finished", "incomplete", "under_review", "rejected"] as const;
export type OnboardingOutcome = (typeof ONBOARDING_OUTCOMES)[number];

/** What a new recipient is asked for, in v1's names. */
export const FIRST_REQUIREMENTS = [
  "business_type",
  "external_account",
  "individual.dob.day",
  "individual.dob.month",
  "individual.dob.year",
  "individual.first_name",
  "individual.last_name",
  "tos_acceptance.date",
  "tos_acceptance.ip",
] as const;

const STILL_DUE_HALF_WAY = ["external_account", "tos_acceptance.date", "tos_acceptance.ip"];

export function requirementsDue(due: readonly string[]): AccountRequirements {
  return {
    currentlyDue: due,
    pastDue: due,
    pendingVerification: [],
    disabledReason: due.length === 0 ? null : "requirements.past_due",
    deadline: null,
  };
}

/** What the hosted page, or a test in its place, brings an account to. */
export function onboard(
  world: World,
  account: AccountRecord,
  outcome: OnboardingOutcome,
): AccountRecord {
  return changeAccount(world, account, afterOnboarding(account, outcome), null);
}

function afterOnboarding(
  account: AccountRecord,
  outcome: OnboardingOutcome,
): Partial<AccountRecord> {
  const nothingDue = requirementsDue([]);
  switch (outcome) {
    case "finished":
      return {
        detailsSubmitted: true,
        payoutsEnabled: true,
        requirements: nothingDue,
        capabilities: withStatus(account, "active"),
      };
    case "incomplete":
      return { requirements: requirementsDue(STILL_DUE_HALF_WAY) };
    case "under_review":
      return {
        detailsSubmitted: true,
        payoutsEnabled: false,
        requirements: {
          ...nothingDue,
          pendingVerification: ["individual.verification.document"],
          disabledReason: "requirements.pending_verification",
        },
        capabilities: withStatus(account, "pending"),
      };
    case "rejected":
      return {
        detailsSubmitted: true,
        payoutsEnabled: false,
        requirements: { ...nothingDue, disabledReason: "rejected.other" },
        capabilities: withStatus(account, "rejected"),
      };
  }
}

/** Stripe asks for more, now or by a deadline; nothing due means that it is satisfied again. */
export function askFor(
  world: World,
  account: AccountRecord,
  due: readonly string[],
  deadline: number | null,
): AccountRecord {
  if (due.length > 0 && deadline !== null) {
    const requirements = { ...requirementsDue([]), currentlyDue: due, deadline };
    return changeAccount(world, account, { requirements }, null);
  }
  const isSatisfied = due.length === 0;
  const change = {
    requirements: requirementsDue(due),
    payoutsEnabled: isSatisfied && account.detailsSubmitted,
    capabilities: withStatus(
      account,
      isSatisfied && account.detailsSubmitted ? "active" : "restricted",
    ),
  };
  return changeAccount(world, account, change, null);
}

export function setCapability(
  world: World,
  account: AccountRecord,
  capability: string,
  status: CapabilityStatus,
): AccountRecord {
  const capabilities = { ...account.capabilities, [capability]: status };
  return changeAccount(world, account, { capabilities }, null);
}

/** The account's owner takes away the platform's access. */
export function deauthorize(world: World, account: AccountRecord): void {
  world.store.accounts.put({ ...account, status: "deauthorized" });
  const application = { id: "ca_simulated", object: "application", name: "Simulated platform" };
  emitSnapshot(world, {
    ...{ type: "account.application.deauthorized", object: application },
    ...{ account: account.id, cause: null },
  });
}

/** Saves a change of an account and tells everybody, in both generations of events. */
export function changeAccount(
  world: World,
  before: AccountRecord,
  change: Partial<AccountRecord>,
  cause: Cause,
): AccountRecord {
  const after = world.store.accounts.put({ ...before, ...change });
  const previous = differing(accountView(before), accountView(after));
  if (Object.keys(previous).length === 0) return after;
  const about = { account: after.id, cause };
  emitSnapshot(world, { type: "account.updated", object: accountView(after), previous, ...about });
  emitThin(world, { type: "v2.core.account.updated", ...about });
  if (previous.requirements !== undefined) {
    emitThin(world, { type: "v2.core.account[requirements].updated", ...about });
  }
  if (previous.capabilities !== undefined) announceCapabilities(world, before, after, cause);
  return after;
}

function announceCapabilities(
  world: World,
  before: AccountRecord,
  after: AccountRecord,
  cause: Cause,
): void {
  const about = { account: after.id, cause };
  emitThin(world, { type: "v2.core.account[configuration.recipient].updated", ...about });
  for (const [capability, status] of Object.entries(after.capabilities)) {
    if (before.capabilities[capability] === status) continue;
    const object = {
      ...{ id: capability, object: "capability", account: after.id, requested: true },
      ...{ requested_at: after.created, status: accountView(after).capabilities[capability] },
    };
    emitSnapshot(world, { type: "capability.updated", object, ...about });
    if (capability !== "transfers") continue;
    emitThin(world, {
      type: "v2.core.account[configuration.recipient].capability_status_updated",
      data: { updated_capability: "stripe_balance.stripe_transfers" },
      ...about,
    });
  }
}

function withStatus(
  account: AccountRecord,
  status: CapabilityStatus,
): AccountRecord["capabilities"] {
  return Object.fromEntries(Object.keys(account.capabilities).map((name) => [name, status]));
}

/** The former values of what changed, as `previous_attributes` gives them. */
function differing(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const changed = Object.entries(before).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(after[name]),
  );
  return Object.fromEntries(changed);
}
