import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createPayable,
  createRecipient,
  failureOf,
  startTestPlatform,
  type TestPlatform,
} from "./test-platform";

describe("transfers, reversals and balances", () => {
  let platform: TestPlatform;
  let account: string;

  beforeAll(async () => {
    platform = await startTestPlatform();
  });
  afterAll(() => platform.close());
  beforeEach(async () => {
    await platform.control.reset();
    account = await createPayable(platform);
  });

  const transfer = (amount: number, group?: string) =>
    platform.stripe.transfers.create({
      ...{ amount, currency: "eur", destination: account, metadata: { payout_id: "p1" } },
      ...(group === undefined ? {} : { transfer_group: group }),
    });
  const available = async (stripeAccount?: string) => {
    const options = stripeAccount === undefined ? {} : { stripeAccount };
    const balance = await platform.stripe.balance.retrieve({}, options);
    return balance.available.find(({ currency }) => currency === "eur")?.amount;
  };

  it("moves exactly the amount, and writes it down on both sides", async () => {
    const made = await transfer(12_345, "g1");
    expect(made).toMatchObject({
      ...{ object: "transfer", amount: 12_345, currency: "eur", destination: account },
      ...{ transfer_group: "g1", livemode: false, reversed: false },
      metadata: { payout_id: "p1" },
    });
    expect(await available()).toBe(1_000_000 - 12_345);
    expect(await available(account)).toBe(12_345);
    const ours = await platform.stripe.balanceTransactions.list({ source: made.id });
    expect(ours.data[0]).toMatchObject({ type: "transfer", amount: -12_345, net: -12_345 });
    const theirs = await platform.stripe.balanceTransactions.list({}, { stripeAccount: account });
    expect(theirs.data[0]).toMatchObject({ type: "payment", amount: 12_345 });
  });

  it("refuses more than is available", async () => {
    expect(await failureOf(transfer(1_000_001))).toMatchObject({
      ...{ type: "StripeInvalidRequestError", status: 400, code: "balance_insufficient" },
    });
  });

  it("refuses a currency in which there is nothing", async () => {
    const other = platform.stripe.transfers.create({
      ...{ amount: 1, currency: "usd", destination: account },
    });
    expect((await failureOf(other)).code).toBe("balance_insufficient");
  });

  it("refuses an account without active transfers, and one that does not exist", async () => {
    const fresh = await createRecipient(platform.stripe);
    const to = (destination: string) =>
      platform.stripe.transfers.create({ amount: 1, currency: "eur", destination });
    expect((await failureOf(to(fresh.id))).code).toBe("insufficient_capabilities_for_transfer");
    expect(await failureOf(to("acct_none"))).toMatchObject({
      status: 400,
      code: "resource_missing",
    });
    await platform.control.setCapability(account, "restricted");
    expect((await failureOf(to(account))).code).toBe("insufficient_capabilities_for_transfer");
  });

  it.each([
    { params: { amount: 1, currency: "eur" }, code: "parameter_missing" },
    { params: { currency: "eur", destination: "acct_x", bogus: 1 }, code: "parameter_unknown" },
    {
      params: { amount: 12.5, currency: "eur", destination: "acct_x" },
      code: "parameter_invalid_integer",
    },
    {
      params: { amount: 0, currency: "eur", destination: "acct_x" },
      code: "parameter_invalid_integer",
    },
    { params: { currency: "eur", destination: "acct_x" }, code: "parameter_missing" },
    { params: { amount: 1, currency: "e€", destination: "acct_x" }, code: undefined },
  ])("refuses $params with $code", async ({ params, code }) => {
    const failure = await failureOf(platform.stripe.transfers.create(params as never));
    expect(failure).toMatchObject({ status: 400, code });
  });

  it.each([0, -5])("refuses the amount %i", async (amount) => {
    expect((await failureOf(transfer(amount))).message).toContain("greater than or equal to 1");
  });

  it("finds transfers by group, destination and time, page by page, newest first", async () => {
    for (const amount of [1, 2, 3, 4, 5]) await transfer(amount, "month");
    await transfer(9, "other");
    const { stripe } = platform;
    const page = await stripe.transfers.list({ transfer_group: "month", limit: 2 });
    expect([page.data.map(({ amount }) => amount), page.has_more]).toEqual([[5, 4], true]);
    const all: number[] = [];
    for await (const item of stripe.transfers.list({ transfer_group: "month", limit: 2 })) {
      all.push(item.amount);
    }
    expect(all).toEqual([5, 4, 3, 2, 1]);
    const oldest = page.data.at(-1)?.id ?? "";
    const back = await stripe.transfers.list({ ending_before: oldest, limit: 5 });
    expect(back.data.map(({ amount }) => amount)).toEqual([9, 5]);
    const future = Math.floor((await platform.control.now()).getTime() / 1000) + 60;
    expect((await stripe.transfers.list({ created: { gte: future } })).data).toEqual([]);
    expect((await stripe.transfers.list({ destination: "acct_other" })).data).toEqual([]);
    expect((await failureOf(stripe.transfers.list({ limit: 0 }))).status).toBe(400);
  });

  it("expands what is asked for", async () => {
    const { id } = await transfer(50);
    const expand = ["destination", "balance_transaction"];
    const full = await platform.stripe.transfers.retrieve(id, { expand });
    expect(full.destination).toMatchObject({ object: "account", id: account });
    expect(full.balance_transaction).toMatchObject({ object: "balance_transaction", amount: -50 });
  });

  it("merges metadata and changes nothing else", async () => {
    const { id } = await transfer(50);
    const metadata = { payout_id: "", note: "checked" };
    const updated = await platform.stripe.transfers.update(id, { metadata });
    expect(updated.metadata).toEqual({ note: "checked" });
    const forbidden = platform.stripe.transfers.update(id, { destination: "acct_x" } as never);
    expect((await failureOf(forbidden)).code).toBe("parameter_unknown");
  });

  it("reverses in parts and never more than is left", async () => {
    const { id } = await transfer(100);
    const { stripe } = platform;
    await stripe.transfers.createReversal(id, { amount: 30 });
    expect((await failureOf(stripe.transfers.createReversal(id, { amount: 71 }))).status).toBe(400);
    const rest = await stripe.transfers.createReversal(id);
    expect(rest.amount).toBe(70);
    const after = await stripe.transfers.retrieve(id);
    expect(after).toMatchObject({ amount_reversed: 100, reversed: true });
    expect(after.reversals.data.map(({ amount }) => amount)).toEqual([70, 30]);
    expect((await failureOf(stripe.transfers.createReversal(id))).message).toContain(
      "already fully",
    );
    expect([await available(), await available(account)]).toEqual([1_000_000, 0]);
    expect((await stripe.transfers.listReversals(id)).data).toHaveLength(2);
  });

  it("refuses a reversal that the account's balance does not cover", async () => {
    const { id } = await transfer(100);
    await platform.control.payOut({ account, currency: "eur", amount: 60 });
    const failure = await failureOf(platform.stripe.transfers.createReversal(id));
    expect(failure.code).toBe("balance_insufficient");
    expect((await platform.stripe.transfers.createReversal(id, { amount: 40 })).amount).toBe(40);
  });

  it("sends pending money of a charge on, which arrives when the charge's does", async () => {
    const { control, stripe } = platform;
    const charge = await control.charge({
      ...{ amount: 1000, currency: "eur", fee: 50, availableInSeconds: 3600 },
    });
    const fromCharge = (amount: number) =>
      stripe.transfers.create({
        ...{ amount, currency: "eur", destination: account, source_transaction: charge.id },
      });
    const made = await fromCharge(700);
    expect(made.transfer_group).toBe(`group_${charge.id}`);
    expect((await failureOf(fromCharge(301))).status).toBe(400);
    expect(await available(account)).toBe(0);
    await control.advance(3601);
    expect(await available(account)).toBe(700);
    expect(await control.check()).toMatchObject({ isConserved: true });
  });

  it("leaves transfers alone when their charge is refunded or disputed", async () => {
    const { control, stripe } = platform;
    const charge = await control.charge({ amount: 1000, currency: "eur" });
    await transfer(700);
    await control.refund(charge.id, 400);
    expect((await stripe.charges.retrieve(charge.id)).amount_refunded).toBe(400);
    expect(await available(account)).toBe(700);
    const dispute = await control.openDispute(charge.id, 600);
    expect((await stripe.disputes.retrieve(dispute.id)).status).toBe("needs_response");
    expect(await available()).toBe(1_000_000 + 1000 - 700 - 400 - 600 - 1500);
    await control.closeDispute(dispute.id, "won");
    expect(await available()).toBe(1_000_000 + 1000 - 700 - 400 - 1500);
    expect(await control.check()).toMatchObject({ isConserved: true });
  });

  it("gives a failed payout back, and pays others when they arrive", async () => {
    const { control, stripe } = platform;
    await transfer(500);
    const options = { stripeAccount: account };
    const payout = await stripe.payouts.create({ amount: 200, currency: "eur" }, options);
    expect(payout.status).toBe("pending");
    await control.payOut({ payout: payout.id, outcome: "failed" });
    expect(await available(account)).toBe(500);
    const second = await stripe.payouts.create({ amount: 500, currency: "eur" }, options);
    await control.advance(3 * 86_400);
    expect((await stripe.payouts.retrieve(second.id, {}, options)).status).toBe("paid");
    expect(await available(account)).toBe(0);
    const third = stripe.payouts.create({ amount: 1, currency: "eur" }, options);
    expect((await failureOf(third)).code).toBe("balance_insufficient");
  });
});
