import { describe, expect, it } from "vitest";
import { ACCESS_LOST, type AccountFacts, connectAdvice, READINESSES, readinessOf } from "./connect";

const facts: AccountFacts = {
  accountId: "acct_1",
  transfers: "restricted",
  detailsSubmitted: false,
  payoutsEnabled: false,
  requirementsDue: [],
  requirementsPending: [],
  disabledReason: undefined,
  country: "DE",
};

describe("readinessOf", () => {
  it.each([
    ["ready", { transfers: "active" }],
    ["ready", { transfers: "active", payoutsEnabled: false, requirementsDue: ["tos_acceptance"] }],
    ["incomplete", {}],
    ["incomplete", { detailsSubmitted: true, requirementsDue: ["individual.id_number"] }],
    ["incomplete", { disabledReason: "requirements.past_due" }],
    ["under_review", { detailsSubmitted: true, transfers: "pending" }],
    ["rejected", { transfers: "rejected" }],
    ["rejected", { transfers: "unsupported", detailsSubmitted: true }],
    ["rejected", { transfers: "active", disabledReason: "rejected.fraud" }],
  ] as const)("is %s for %o", (readiness, changes) => {
    expect(readinessOf({ ...facts, ...changes })).toBe(readiness);
  });
});

describe("connectAdvice", () => {
  it("has words for every state", () => {
    for (const state of ["not_started", ...READINESSES] as const) {
      const { headline, detail } = connectAdvice(state, facts);
      expect(headline.length).toBeGreaterThan(0);
      expect(detail.length).toBeGreaterThan(0);
    }
  });

  it("says whose turn it is", () => {
    const turnOf = (...args: Parameters<typeof connectAdvice>) => connectAdvice(...args).turn;
    expect(turnOf("under_review", facts)).toBe("stripe");
    expect(turnOf("ready", facts)).toBe("nobody");
    expect(turnOf("ready", { ...facts, requirementsDue: ["individual.id_number"] })).toBe(
      "developer",
    );
    expect(turnOf("rejected", facts)).toBe("nobody");
    expect(turnOf("rejected", { ...facts, disabledReason: ACCESS_LOST })).toBe("developer");
  });
});
