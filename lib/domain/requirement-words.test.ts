import { describe, expect, it } from "vitest";
import { requirementWords } from "./connect";

/** A line for each thing that Stripe asks for, with its ids in both generations of the API. */
const ASKED_FOR = [
  ["external_account", "default_payout_method", "default_outbound_destination.bank_account"],
  [
    ...["tos_acceptance.date", "tos_acceptance.ip", "terms_of_service.account.date"],
    "identity.attestations.terms_of_service.account.ip",
  ],
  ["business_type", "identity.entity_type"],
  ["business_profile.mcc", "business_profile.url", "defaults.profile.product_description"],
  ["individual.verification.document", "identity.individual.documents.primary_verification"],
  ["individual.id_number", "individual.ssn_last_4", "identity.individual.id_numbers.us_ssn_last_4"],
  ["individual.dob.day", "individual.dob.year", "identity.individual.date_of_birth.month"],
  ["individual.address.line1", "identity.individual.address.postal_code"],
  ["individual.email", "contact_email"],
  ["individual.phone", "contact_phone"],
  [
    ...["individual.first_name", "individual.last_name"],
    ...["identity.individual.given_name", "identity.individual.surname"],
  ],
  ["individual.political_exposure", "identity.individual.nationalities"],
  ["identity.country"],
  [
    ...["company.name", "company.tax_id", "company.owners_provided"],
    "identity.business_details.registered_name",
  ],
  ["documents.proof_of_registration.files"],
  ["representative.first_name", "representative.dob.day"],
  [
    ...["owners.first_name", "directors.dob.day", "executives.email"],
    "person_1Nv0FGQ9RKHgCVdK.verification.document",
  ],
] as const;

describe("requirementWords", () => {
  it.each(ASKED_FOR.map((ids) => [ids] as const))(
    "asks for %o in one and the same words",
    (ids) => {
      expect(requirementWords(ids)).toHaveLength(1);
    },
  );

  it("asks for different things in different words", () => {
    expect(requirementWords(ASKED_FOR.flat())).toHaveLength(ASKED_FOR.length);
  });

  it.each(ASKED_FOR.flat())("asks for %s in plain words, without a trace of the id", (id) => {
    const [words = ""] = requirementWords([id]);
    expect(words).toMatch(
      /^(a|the|your|details about|documents about|acceptance of) [a-zA-Z’ -]+$/,
    );
    expect(words).not.toBe(id.replaceAll(/[._]/g, " "));
  });

  it("names what is missing once each, in the order that Stripe asks for it", () => {
    const ids = [
      "individual.first_name",
      "external_account",
      "individual.last_name",
      "company.name",
    ];
    expect(requirementWords(ids)).toEqual([
      ...["your name", "a bank account for payouts", "details about your company"],
    ]);
  });

  it("reads what it does not know aloud", () => {
    expect(requirementWords(["brand.new_thing"])).toEqual(["brand new thing"]);
  });
});
