/** Requirements in words, as a person would be asked; unknown ones keep Stripe's name. */
const WORDS: Readonly<Record<string, string>> = {
  business_type: "Whether this is a company or a person",
  external_account: "A bank account for payouts",
  "individual.dob.day": "Date of birth",
  "individual.dob.month": "Date of birth",
  "individual.dob.year": "Date of birth",
  "individual.first_name": "First name",
  "individual.last_name": "Last name",
  "individual.verification.document": "An identity document",
  "tos_acceptance.date": "Agreement to the terms of service",
  "tos_acceptance.ip": "Agreement to the terms of service",
};

export function requirementsInWords(names: readonly string[]): readonly string[] {
  return [...new Set(names.map((name) => WORDS[name] ?? name))];
}
