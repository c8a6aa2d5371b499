import { currencyOf } from "./account-view";
import type { AccountRecord, CapabilityStatus } from "./objects";

/** How v2 names what v1 calls a requirement; others keep their name. */
const NAMES_IN_V2: Readonly<Record<string, string>> = {
  business_type: "identity.entity_type",
  external_account: "default_outbound_destination",
  "individual.dob.day": "identity.individual.date_of_birth.day",
  "individual.dob.month": "identity.individual.date_of_birth.month",
  "individual.dob.year": "identity.individual.date_of_birth.year",
  "individual.first_name": "identity.individual.given_name",
  "individual.last_name": "identity.individual.surname",
  "individual.verification.document": "identity.individual.documents.primary_verification",
  "tos_acceptance.date": "identity.attestations.terms_of_service.account.date",
  "tos_acceptance.ip": "identity.attestations.terms_of_service.account.ip",
};

type Deadline = "currently_due" | "past_due";

/** A connected account as `/v2/core/accounts` shows it: most of it only where asked for. */
export function accountViewV2(account: AccountRecord, include: readonly string[]) {
  const has = (part: string) => include.includes(part);
  const configuration = {
    ...(has("configuration.recipient") ? { recipient: recipientView(account) } : {}),
  };
  return {
    id: account.id,
    object: "v2.core.account",
    applied_configurations: ["recipient"],
    closed: account.status === "deleted",
    ...(include.some((part) => part.startsWith("configuration.")) ? { configuration } : {}),
    ...(account.email === null ? {} : { contact_email: account.email }),
    created: new Date(account.created * 1000).toISOString(),
    dashboard: account.dashboard,
    ...(has("defaults") ? { defaults: defaultsView(account) } : {}),
    ...(account.displayName === null ? {} : { display_name: account.displayName }),
    ...(has("future_requirements") ? { future_requirements: { entries: [] } } : {}),
    ...(has("identity") ? { identity: identityView(account) } : {}),
    livemode: false,
    metadata: account.metadata,
    ...(has("requirements") ? { requirements: requirementsView(account) } : {}),
  };
}

function recipientView(account: AccountRecord) {
  const transfers = account.capabilities.transfers;
  if (transfers === undefined) return { applied: true, capabilities: {} };
  return {
    applied: true,
    capabilities: {
      stripe_balance: {
        payouts: { status: account.payoutsEnabled ? "active" : "restricted", status_details: [] },
        stripe_transfers: { status: transfers, status_details: reasonsFor(transfers) },
      },
    },
  };
}

function reasonsFor(status: CapabilityStatus) {
  switch (status) {
    case "active":
      return [];
    case "pending":
      return [{ code: "requirements_pending_verification", resolution: "no_resolution" }];
    case "restricted":
      return [{ code: "requirements_past_due", resolution: "provide_info" }];
    case "rejected":
      return [{ code: "rejected_other", resolution: "contact_stripe" }];
  }
}

function defaultsView(account: AccountRecord) {
  return {
    currency: currencyOf(account.country),
    responsibilities: {
      fees_collector: account.feesPayer === "account" ? "stripe" : "application",
      losses_collector: account.lossesPayer,
      requirements_collector: account.requirementCollector,
    },
  };
}

function identityView(account: AccountRecord) {
  return {
    country: account.country.toLowerCase(),
    ...(account.entityType === null ? {} : { entity_type: account.entityType }),
  };
}

function requirementsView(account: AccountRecord) {
  const { currentlyDue, pastDue, pendingVerification, deadline } = account.requirements;
  const fromUser = currentlyDue.map((name) =>
    entry(name, "user", pastDue.includes(name) ? "past_due" : "currently_due"),
  );
  const fromStripe = pendingVerification.map((name) => entry(name, "stripe", "currently_due"));
  const status: Deadline = pastDue.length > 0 ? "past_due" : "currently_due";
  const time = deadline === null ? {} : { time: new Date(deadline * 1000).toISOString() };
  return {
    entries: [...fromUser, ...fromStripe],
    ...(currentlyDue.length === 0 ? {} : { summary: { minimum_deadline: { status, ...time } } }),
  };
}

function entry(name: string, from: "user" | "stripe", deadline: Deadline) {
  return {
    awaiting_action_from: from,
    description: NAMES_IN_V2[name] ?? name,
    errors: [],
    impact: {
      restricts_capabilities: [
        {
          capability: "stripe_balance.stripe_transfers",
          configuration: "recipient",
          deadline: { status: deadline },
        },
      ],
    },
    minimum_deadline: { status: deadline },
    requested_reasons: [{ code: "routine_onboarding" }],
  };
}
