import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createPayable,
  failureOf,
  startTestPlatform,
  stripeClient,
  type TestPlatform,
} from "./test-platform";

const DAY = 86_400;

describe("idempotency keys", () => {
  let platform: TestPlatform;
  let account: string;
  const transfer = (amount = 700) => ({ amount, currency: "eur", destination: account });
  const transfersMade = async () => (await platform.control.state()).transfers.length;

  beforeAll(async () => {
    platform = await startTestPlatform();
  });
  afterAll(() => platform.close());
  beforeEach(async () => {
    await platform.control.reset();
    account = await createPayable(platform);
  });

  it("answers a repeated request with the first answer and does nothing more", async () => {
    const { stripe } = platform;
    const first = await stripe.transfers.create(transfer(), { idempotencyKey: "k" });
    const second = await stripe.transfers.create(transfer(), { idempotencyKey: "k" });
    expect(second.id).toBe(first.id);
    expect(first.lastResponse.headers["idempotent-replayed"]).toBeUndefined();
    expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect(second.lastResponse.headers["original-request"]).toBe(first.lastResponse.requestId);
    expect(await transfersMade()).toBe(1);
  });

  it("refuses the same key for other parameters", async () => {
    await platform.stripe.transfers.create(transfer(), { idempotencyKey: "k" });
    const failure = await failureOf(
      platform.stripe.transfers.create(transfer(1), { idempotencyKey: "k" }),
    );
    expect(failure).toMatchObject({ type: "StripeIdempotencyError", status: 400 });
    expect(failure.message).toContain("Keys for idempotent requests can only be used");
    expect(await transfersMade()).toBe(1);
  });

  it("answers 409 while the first request with the key still runs", async () => {
    const { stripe, control } = platform;
    await control.addFault({ path: "^/v1/transfers$", mode: "slow", delayMs: 300 });
    const first = stripe.transfers.create(transfer(), { idempotencyKey: "k" });
    await expect
      .poll(async () => (await control.requests()).some(({ path }) => path === "/v1/transfers"))
      .toBe(true);
    const failure = await failureOf(stripe.transfers.create(transfer(), { idempotencyKey: "k" }));
    expect(failure).toMatchObject({ status: 409, code: "idempotency_key_in_use" });
    await first;
    expect(await transfersMade()).toBe(1);
  });

  it("gives parallel requests with one key one transfer", async () => {
    await platform.control.addFault({ path: "^/v1/transfers$", mode: "slow", delayMs: 100 });
    const patient = stripeClient(platform, { maxNetworkRetries: 4 });
    const made = await Promise.all(
      Array.from({ length: 5 }, () =>
        patient.transfers.create(transfer(), { idempotencyKey: "k" }),
      ),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await transfersMade()).toBe(1);
  });

  it("keeps a refusal under its key even after its cause is gone", async () => {
    const { stripe, control } = platform;
    await control.fund("eur", -1_000_000);
    const attempt = (idempotencyKey: string) =>
      stripe.transfers.create(transfer(), { idempotencyKey });
    expect((await failureOf(attempt("k"))).code).toBe("balance_insufficient");
    await control.fund("eur", 5000);
    expect((await failureOf(attempt("k"))).code).toBe("balance_insufficient");
    expect((await attempt("k2")).amount).toBe(700);
  });

  it("stores a 500, tells not to retry it, and keeps its effect", async () => {
    await platform.control.addFault({ path: "^/v1/transfers$", mode: "error_after_effect" });
    const client = stripeClient(platform, { maxNetworkRetries: 2 });
    const failure = await failureOf(client.transfers.create(transfer(), { idempotencyKey: "k" }));
    expect(failure).toMatchObject({ type: "StripeAPIError", status: 500 });
    const replay = await failureOf(client.transfers.create(transfer(), { idempotencyKey: "k" }));
    expect(replay.status).toBe(500);
    expect(await transfersMade()).toBe(1);
  });

  it.each([12.5, 0])("does not store refused parameters, amount %d", async (amount) => {
    const wrong = { ...transfer(), amount };
    const failure = await failureOf(
      platform.stripe.transfers.create(wrong, { idempotencyKey: "k" }),
    );
    expect(failure.code).toBe("parameter_invalid_integer");
    const made = await platform.stripe.transfers.create(transfer(), { idempotencyKey: "k" });
    expect(made.amount).toBe(700);
  });

  it("forgets a v1 key after 24 hours, so that the same request runs a second time", async () => {
    const { stripe, control } = platform;
    const first = await stripe.transfers.create(transfer(), { idempotencyKey: "k" });
    await control.advance(DAY - 60);
    const within = await stripe.transfers.create(transfer(), { idempotencyKey: "k" });
    expect(within.id).toBe(first.id);
    await control.advance(120);
    const after = await stripe.transfers.create(transfer(), { idempotencyKey: "k" });
    expect(after.id).not.toBe(first.id);
    expect(await transfersMade()).toBe(2);
  });

  it("remembers a v2 key for 30 days", async () => {
    const { stripe, control } = platform;
    const create = () =>
      stripe.v2.core.accounts.create({ contact_email: "b@example.com" }, { idempotencyKey: "v2" });
    const first = await create();
    await control.advance(29 * DAY);
    expect((await create()).id).toBe(first.id);
    await control.advance(2 * DAY);
    expect((await create()).id).not.toBe(first.id);
  });

  it("keeps the keys of different accounts apart", async () => {
    const { stripe } = platform;
    await stripe.transfers.create(transfer(), { idempotencyKey: "k" });
    const payout = { amount: 100, currency: "eur" };
    const made = await stripe.payouts.create(payout, {
      idempotencyKey: "k",
      stripeAccount: account,
    });
    expect(made.object).toBe("payout");
  });
});
