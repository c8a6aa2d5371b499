import type { AccountRecord, CapabilityStatus } from "./objects";

const CURRENCY_BY_COUNTRY: Readonly<Record<string, string>> = {
  ...{ AU: "aud", BR: "brl", CA: "cad", CH: "chf", CZ: "czk", DK: "dkk", GB: "gbp", HK: "hkd" },
  ...{ HU: "huf", IN: "inr", JP: "jpy", MX: "mxn", NO: "nok", NZ: "nzd", PL: "pln", RO: "ron" },
  ...{ SE: "sek", SG: "sgd", TH: "thb", US: "usd" },
};

export function currencyOf(country: string): string {
  return CURRENCY_BY_COUNTRY[country] ?? "eur";
}

/** A connected account as `/v1/accounts` shows it. */
export function accountView(account: AccountRecord) {
  const isCardActive = account.capabilities.card_payments === "active";
  return {
    id: account.id,
    object: "account",
    business_profile: null,
    business_type: account.entityType,
    capabilities: Object.fromEntries(
      Object.entries(account.capabilities).map(([name, status]) => [name, inV1(status)]),
    ),
    charges_enabled: isCardActive && account.detailsSubmitted,
    controller: {
      fees: { payer: account.feesPayer },
      is_controller: true,
      losses: { payments: account.lossesPayer },
      requirement_collection: account.requirementCollector,
      stripe_dashboard: { type: account.dashboard },
      type: "application",
    },
    country: account.country,
    created: account.created,
    default_currency: currencyOf(account.country),
    details_submitted: account.detailsSubmitted,
    email: account.email,
    external_accounts: {
      ...{ object: "list", data: [], has_more: false, total_count: 0 },
      url: `/v1/accounts/${account.id}/external_accounts`,
    },
    future_requirements: requirementsView(undefined),
    groups: { payments_pricing: null },
    metadata: account.metadata,
    payouts_enabled: account.payoutsEnabled,
    requirements: requirementsView(account),
    settings: null,
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: account.type,
  };
}

function requirementsView(account: AccountRecord | undefined) {
  const requirements = account?.requirements;
  return {
    alternatives: [],
    current_deadline: requirements?.deadline ?? null,
    currently_due: requirements?.currentlyDue ?? [],
    disabled_reason: requirements?.disabledReason ?? null,
    errors: [],
    eventually_due: requirements?.currentlyDue ?? [],
    past_due: requirements?.pastDue ?? [],
    pending_verification: requirements?.pendingVerification ?? [],
  };
}

/** v1 knows fewer states than v2: everything that is neither active nor pending is inactive. */
function inV1(status: CapabilityStatus): "active" | "pending" | "inactive" {
  return status === "active" || status === "pending" ? status : "inactive";
}
