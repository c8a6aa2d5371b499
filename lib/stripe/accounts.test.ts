import { describe, expect, it } from "vitest";
import { readinessOf } from "@/lib/domain/connect";
import { readAccountV1 } from "./accounts-v1";
import { readAccountV2 } from "./accounts-v2";

const v1 = { id: "acct_1", object: "account" };
const v2 = (status: string, entries: readonly object[] = []) => ({
  ...{ id: "acct_1", object: "v2.core.account", identity: { country: "de" } },
  configuration: {
    recipient: {
      capabilities: { stripe_balance: { stripe_transfers: { status, status_details: [] } } },
    },
  },
  requirements: { entries },
});

describe("an account of v2", () => {
  it.each([
    { status: "active", readiness: "ready" },
    { status: "pending", readiness: "under_review" },
    { status: "rejected", readiness: "rejected" },
    { status: "unsupported", readiness: "rejected" },
    { status: "something_new", readiness: "under_review" },
  ])("is $readiness while transfers are $status", ({ status, readiness }) => {
    expect(readinessOf(readAccountV2(v2(status)))).toBe(readiness);
  });

  it("tells what waits for the developer from what waits for Stripe, and from what can wait", () => {
    const entries = [
      { awaiting_action_from: "user", description: "now" },
      {
        ...{ awaiting_action_from: "user", description: "later" },
        minimum_deadline: { status: "eventually_due" },
      },
      { awaiting_action_from: "stripe", description: "checking" },
    ];
    expect(readAccountV2(v2("restricted", entries))).toMatchObject({
      ...{ requirementsDue: ["now"], requirementsPending: ["checking"] },
      ...{ detailsSubmitted: false, country: "DE" },
    });
  });
});

describe("an account of v1", () => {
  it("is ready by its transfers capability, whatever its bank says", () => {
    const facts = readAccountV1({
      ...v1,
      ...{ capabilities: { transfers: "active" }, payouts_enabled: false },
    });
    expect(readinessOf(facts)).toBe("ready");
    expect(facts.payoutsEnabled).toBe(false);
  });

  it("names each requirement once, and tolerates what is absent or new", () => {
    const requirements = {
      ...{ currently_due: ["a", "b"], past_due: ["b"], pending_verification: null },
      ...{ disabled_reason: "a_new_reason", alternatives: [{}] },
    };
    const facts = readAccountV1({ ...v1, requirements, capabilities: { transfers: "new" } });
    expect(facts).toMatchObject({ requirementsDue: ["a", "b"], transfers: "restricted" });
    expect(readAccountV1(v1).detailsSubmitted).toBe(false);
  });
});

describe("an answer that is not an account", () => {
  it.each([{}, null, "text", { id: "acct_1" }, { id: "py_1", object: "account" }])(
    "counts as no answer: %o",
    (answer) => {
      for (const read of [readAccountV1, readAccountV2]) {
        expect(() => read(answer)).toThrow(expect.objectContaining({ trouble: "unavailable" }));
      }
    },
  );
});
