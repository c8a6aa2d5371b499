import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { createStripeClient, isTestKey } from "./client";
import { classifyFailure } from "./transfer-failures";

type Raw = { readonly statusCode?: number; readonly code?: string; readonly rawType?: string };

function failure(
  raw: Raw,
  extras: { readonly requestId?: string; readonly replayed?: boolean } = {},
) {
  const error = new Stripe.errors.StripeAPIError({ message: "said so", type: "api_error" });
  const headers = extras.replayed ? { "idempotent-replayed": "true" } : {};
  return Object.assign(error, { requestId: "req_1", ...extras, headers, ...raw });
}

describe("a failed call proves", () => {
  it.each<[string, Raw]>([
    ["balance_insufficient", { statusCode: 400, code: "balance_insufficient" }],
    [
      "insufficient_capabilities_for_transfer",
      { statusCode: 400, code: "insufficient_capabilities_for_transfer" },
    ],
    ["authentication_failed", { statusCode: 401 }],
    ["permission_denied", { statusCode: 403 }],
    ["resource_missing", { statusCode: 404, code: "resource_missing" }],
  ])("that there is no transfer: %s", (code, raw) => {
    const answer = classifyFailure(failure({ rawType: "invalid_request_error", ...raw }), 1);
    expect(answer).toMatchObject({ outcome: "refused", code });
  });

  it("nothing about earlier calls with its key when it failed before the key was looked at", () => {
    const refusals = [
      failure({ statusCode: 401, rawType: "invalid_request_error" }),
      failure({ statusCode: 403, rawType: "invalid_request_error" }),
      failure({ statusCode: 400, rawType: "idempotency_error" }),
    ];
    for (const error of refusals) {
      expect(classifyFailure(error, 1)).toMatchObject({ outcome: "refused", isBeforeKey: true });
    }
  });

  it.each<[string, Raw]>([
    ["an outage", { statusCode: 500, rawType: "api_error" }],
    ["a gateway", { statusCode: 502 }],
    [
      "a conflict",
      { statusCode: 409, rawType: "idempotency_error", code: "idempotency_key_in_use" },
    ],
    ["no answer", {}],
    ["an unheard-of status", { statusCode: 418, rawType: "invalid_request_error" }],
    ["an error without Stripe's type", { statusCode: 400 }],
  ])("nothing in doubt: %s", (_case, raw) => {
    expect(classifyFailure(failure(raw), 1)).toMatchObject({ outcome: "lost", stored: false });
  });

  it("F20, F21: nothing when a proxy answers in Stripe's place", () => {
    const error = failure({ statusCode: 400, rawType: "invalid_request_error" }, { requestId: "" });
    expect(classifyFailure(error, 1)).toMatchObject({ outcome: "lost" });
  });

  it("that its key is spent when an outage is replayed", () => {
    const error = failure({ statusCode: 500, rawType: "api_error" }, { replayed: true });
    expect(classifyFailure(error, 1)).toMatchObject({ outcome: "lost", stored: true });
  });

  it("that nothing ran by a 429, but only when it was the only try on the wire", () => {
    const error = failure({ statusCode: 429, rawType: "invalid_request_error" });
    expect(classifyFailure(error, 1)).toMatchObject({ outcome: "busy" });
    expect(classifyFailure(error, 2)).toMatchObject({ outcome: "lost" });
  });

  it.each([401, 403])(
    "nothing when a repeated request met a key that is refused: %i",
    (statusCode) => {
      const error = failure({ statusCode, rawType: "invalid_request_error" });
      expect(classifyFailure(error, 2)).toMatchObject({ outcome: "lost", stored: false });
    },
  );

  it("a mistake of ours when nothing was on the wire", () => {
    const mistake = new TypeError("wrong");
    expect(() => classifyFailure(mistake, 0)).toThrow(mistake);
    expect(classifyFailure(mistake, 1)).toMatchObject({ outcome: "lost" });
  });
});

describe("the Stripe client", () => {
  it("is never made for a live key and a simulator at once", () => {
    const apiBase = "http://127.0.0.1:4010";
    expect(() => createStripeClient({ secretKey: "sk_live_x", apiBase })).toThrow(
      /STRIPE_API_BASE/,
    );
    expect(() => createStripeClient({ secretKey: "rk_live_x", apiBase })).toThrow(
      /STRIPE_API_BASE/,
    );
    expect(createStripeClient({ secretKey: "sk_test_x", apiBase })).toBeInstanceOf(Stripe);
    expect(createStripeClient({ secretKey: "sk_live_x" })).toBeInstanceOf(Stripe);
  });

  it.each([
    ["sk_test_x", true],
    ["rk_test_x", true],
    ["sk_test_sim_local", true],
    ["sk_live_x", false],
    ["rk_live_x", false],
    ["sk_live_test_x", false],
  ])("knows by a key whether it moves money: %s is of test mode: %s", (secretKey, isTest) => {
    expect(isTestKey(secretKey)).toBe(isTest);
  });
});
