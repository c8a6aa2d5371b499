/**
 * How far a developer has come with Stripe, in Remit's own words.
 *
 * Readiness is the transfers capability and nothing else: `payouts_enabled` speaks of the
 * developer's bank, not of whether a transfer to them will be taken.
 */
export const READINESSES = ["incomplete", "under_review", "ready", "rejected"] as const;
export type Readiness = (typeof READINESSES)[number];
/** `not_started` is the absence of a connected account. */
export type ConnectState = "not_started" | Readiness;

/** What Stripe says of an account, from either generation of its API. */
export type AccountFacts = {
  readonly accountId: string;
  readonly transfers: "active" | "pending" | "restricted" | "rejected" | "unsupported";
  readonly detailsSubmitted: boolean;
  readonly payoutsEnabled: boolean | undefined;
  /** Stripe's requirement ids that wait for the developer. */
  readonly requirementsDue: readonly string[];
  /** Stripe's requirement ids that wait for Stripe. */
  readonly requirementsPending: readonly string[];
  readonly disabledReason: string | undefined;
  readonly country: string | undefined;
};

/**
 * Remit's own reason beside Stripe's: the marketplace can no longer see the account, because its
 * owner disconnected it or Stripe closed it. The developer may connect anew.
 */
export const ACCESS_LOST = "access_lost";

export function readinessOf(facts: AccountFacts): Readiness {
  if (facts.transfers === "rejected" || facts.disabledReason?.startsWith("rejected")) {
    return "rejected";
  }
  // Nothing the developer adds makes an unsupported country or business supported.
  if (facts.transfers === "unsupported") return "rejected";
  if (facts.transfers === "active") return "ready";
  if (facts.requirementsDue.length > 0 || !facts.detailsSubmitted) return "incomplete";
  return "under_review";
}

/** Where onboarding stands, whose turn it is, and what happens next: for the developer. */
export type ConnectAdvice = {
  readonly turn: "developer" | "stripe" | "nobody";
  readonly headline: string;
  readonly detail: string;
};

export function connectAdvice(
  state: ConnectState,
  facts: Pick<AccountFacts, "requirementsDue" | "disabledReason">,
): ConnectAdvice {
  switch (state) {
    case "not_started":
      return {
        turn: "developer",
        headline: "Not connected yet",
        detail: "Connect a Stripe account to be paid. Your earnings are kept until then.",
      };
    case "incomplete":
      return {
        turn: "developer",
        headline: "Stripe needs more from you",
        detail: "Go on where you left off. Your earnings are kept until Stripe has everything.",
      };
    case "under_review":
      return {
        turn: "stripe",
        headline: "Stripe is checking your details",
        detail: "There is nothing to do for you. This often takes minutes, sometimes a few days.",
      };
    case "ready":
      return readyAdvice(facts.requirementsDue.length > 0);
    case "rejected":
      return rejectedAdvice(facts.disabledReason);
  }
}

function readyAdvice(isAskedForMore: boolean): ConnectAdvice {
  if (!isAskedForMore) {
    return {
      turn: "nobody",
      headline: "Ready to be paid",
      detail: "Payouts go to your Stripe account, and from there to your bank.",
    };
  }
  return {
    turn: "developer",
    headline: "Ready to be paid, but Stripe asks for more",
    detail: "Add what is missing soon: Stripe stops payouts if it waits too long.",
  };
}

function rejectedAdvice(reason: string | undefined): ConnectAdvice {
  if (reason === ACCESS_LOST) {
    return {
      turn: "developer",
      headline: "Your Stripe account is disconnected",
      detail: "The marketplace can no longer reach it. Connect again to be paid.",
    };
  }
  return {
    turn: "nobody",
    headline: "Stripe does not accept this account",
    detail: "Stripe decided this, not the marketplace. Ask Stripe’s support for the reason.",
  };
}

/**
 * Requirement ids share their beginnings: the first that fits gives the words, so what is closer
 * comes before what is wider. Both generations of Stripe's API are here.
 */
const REQUIREMENT_WORDS: readonly (readonly [prefix: string, words: string])[] = [
  ["external_account", "a bank account for payouts"],
  ["default_payout_method", "a bank account for payouts"],
  ["default_outbound_destination", "a bank account for payouts"],
  ["tos_acceptance", "acceptance of Stripe’s terms"],
  ["terms_of_service", "acceptance of Stripe’s terms"],
  ["identity.attestations.terms_of_service", "acceptance of Stripe’s terms"],
  ["business_type", "the type of business"],
  ["identity.entity_type", "the type of business"],
  ["business_profile", "details about what you sell"],
  ["defaults.profile", "details about what you sell"],
  ["individual.verification.document", "a photo of an identity document"],
  ["identity.individual.documents", "a photo of an identity document"],
  ["individual.id_number", "a tax or identity number"],
  ["individual.ssn_last_4", "a tax or identity number"],
  ["identity.individual.id_numbers", "a tax or identity number"],
  ["individual.dob", "your date of birth"],
  ["identity.individual.date_of_birth", "your date of birth"],
  ["individual.address", "your address"],
  ["identity.individual.address", "your address"],
  ["individual.email", "your e-mail address"],
  ["contact_email", "your e-mail address"],
  ["individual.phone", "your phone number"],
  ["contact_phone", "your phone number"],
  ["individual.first_name", "your name"],
  ["individual.last_name", "your name"],
  ["identity.individual.given_name", "your name"],
  ["identity.individual.surname", "your name"],
  ["identity.individual", "details about you"],
  ["individual", "details about you"],
  ["identity.country", "your country"],
  ["identity.business_details", "details about your company"],
  ["company", "details about your company"],
  ["documents", "documents about your company"],
  ["representative", "details about whoever represents your company"],
  ["owners", "details about the people behind your company"],
  ["directors", "details about the people behind your company"],
  ["executives", "details about the people behind your company"],
  ["person_", "details about the people behind your company"],
];

/** What is missing, once each, in words. Unknown ids are shown as Stripe writes them. */
export function requirementWords(requirements: readonly string[]): readonly string[] {
  const words = requirements.map((requirement) => {
    const fitting = REQUIREMENT_WORDS.find(([prefix]) => requirement.startsWith(prefix));
    return fitting ? fitting[1] : requirement.replaceAll(/[._]/g, " ");
  });
  return [...new Set(words)];
}
