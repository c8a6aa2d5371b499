import { readFileSync } from "node:fs";
import fc from "fast-check";
import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Contract } from "./contract/contract";
import { decodeForm } from "./contract/form";
import { stripeShapes } from "./contract/shapes";
import { generateStripeShapes } from "./shapes-generator/generate";
import {
  createPayable,
  createRecipient,
  failureOf,
  startTestPlatform,
  type TestPlatform,
} from "./test-platform";
import { API_VERSION } from "./version";

describe("the contract with the stripe package", () => {
  let platform: TestPlatform;
  beforeAll(async () => {
    platform = await startTestPlatform();
  });
  afterAll(() => platform.close());

  it("has shapes generated from the installed version, and simulates that version", {
    timeout: 120_000,
  }, () => {
    const committed = new URL("./contract/stripe-shapes.gen.json", import.meta.url);
    const isCurrent = readFileSync(committed, "utf8") === generateStripeShapes();
    expect(isCurrent, "run: npx tsx scripts/generate-stripe-shapes.ts").toBe(true);
    expect(stripeShapes().document.info.version).toBe(API_VERSION);
    expect(Stripe.API_VERSION).toBe(API_VERSION);
  });

  it("is kept by every answer and every event of a whole scenario", {
    timeout: 120_000,
  }, async () => {
    const { stripe, control } = platform;
    const account = await createPayable(platform);
    await exerciseAccounts(stripe, account);
    await exerciseMoney(platform, account);
    await exerciseRefusals(stripe);
    await stripe.v2.core.events.list({ limit: 5 });
    await stripe.events.list({ limit: 100, types: ["transfer.created", "topup.succeeded"] });
    await control.deauthorize(account);
    const { violations } = await control.contract();
    expect(violations).toEqual([]);
    expect(await control.check()).toEqual({ isConserved: true, problems: [] });
  });

  it("records parameters that Stripe does not know", async () => {
    await failureOf(platform.stripe.balance.retrieve({ bogus: 1 } as never));
    const { violations } = await platform.control.contract();
    expect(violations).toEqual([
      expect.objectContaining({ direction: "request", what: "Balance_retrieve" }),
    ]);
  });

  it("notices answers and events that are not Stripe's", () => {
    const contract = new Contract(true);
    const operation = stripeShapes().operation("POST", "/v1/transfers");
    if (operation === undefined) throw new Error("transfers are not described");
    contract.checkResponse(operation, 200, { id: "tr_1", object: "transfer", amount: 7.5 });
    contract.checkEvent({ id: "evt_1", object: "event", type: "transfer.created" });
    expect(contract.violations.map(({ direction }) => direction)).toEqual(["response", "event"]);
    expect(contract.violations[0]?.errors).toContain("/amount must be integer");
  });
});

async function exerciseAccounts(stripe: Stripe, account: string): Promise<void> {
  const urls = { refresh_url: "http://127.0.0.1/r", return_url: "http://127.0.0.1/b" };
  const v1 = await stripe.accounts.create({ type: "express", metadata: { a: "1" } });
  await stripe.accounts.update(v1.id, { email: "x@example.com", metadata: { a: "", b: "2" } });
  await stripe.accounts.list({ limit: 3 });
  await stripe.accounts.retrieveCurrent();
  await stripe.accountLinks.create({ account: v1.id, type: "account_onboarding", ...urls });
  await stripe.accounts.createLoginLink(account);
  await stripe.v2.core.accounts.update(account, { display_name: "Ada", include: ["identity"] });
  await stripe.v2.core.accounts.list({ limit: 1 });
  await stripe.accounts.del(v1.id);
}

async function exerciseMoney({ stripe, control }: TestPlatform, account: string): Promise<void> {
  const transfer = await stripe.transfers.create({
    ...{ amount: 900, currency: "eur", destination: account, transfer_group: "g" },
    expand: ["destination", "balance_transaction"],
  });
  await stripe.transfers.update(transfer.id, { description: "checked" });
  const reversal = await stripe.transfers.createReversal(transfer.id, { amount: 100 });
  await stripe.transfers.retrieveReversal(transfer.id, reversal.id);
  await stripe.transfers.updateReversal(transfer.id, reversal.id, { metadata: { why: "test" } });
  await stripe.transfers.list({ transfer_group: "g", expand: ["data.destination"] });
  await stripe.balance.retrieve({}, { stripeAccount: account });
  const options = { stripeAccount: account };
  const payout = await stripe.payouts.create({ amount: 300, currency: "eur" }, options);
  await control.payOut({ payout: payout.id, outcome: "failed" });
  await control.payOut({ account, currency: "eur" });
  await stripe.payouts.list({}, options);
  const topup = await stripe.topups.create({ amount: 5, currency: "usd", description: "t" });
  await stripe.topups.retrieve(topup.id);
  const charge = await control.charge({ amount: 1000, currency: "eur", availableInSeconds: 60 });
  await stripe.charges.retrieve(charge.id, { expand: ["balance_transaction"] });
  await stripe.refunds.create({ charge: charge.id, amount: 10 });
  await stripe.refunds.list({ charge: charge.id });
  await stripe.charges.update(charge.id, { metadata: { order: "7" } });
  const pending = await control.refund(charge.id, 5, "pending");
  await control.endRefund(pending.id, "failed");
  const dispute = await control.openDispute(charge.id);
  await control.closeDispute(dispute.id, "won");
  await stripe.disputes.list({});
  await control.advance(61);
  await stripe.balanceTransactions.list({ limit: 100 });
}

async function exerciseRefusals(stripe: Stripe): Promise<void> {
  const { id } = await createRecipient(stripe);
  const refused = [
    stripe.transfers.create({ amount: 1, currency: "eur", destination: id }),
    stripe.transfers.create({ amount: 1, currency: "eur", destination: "acct_none" }),
    stripe.transfers.retrieve("tr_none"),
    stripe.accounts.retrieve("acct_none"),
    stripe.v2.core.accounts.retrieve("acct_none"),
    stripe.accounts.createLoginLink(id),
  ];
  for (const request of refused) expect((await failureOf(request)).status).toBeGreaterThan(399);
}

describe("form decoding", () => {
  it.each([
    { text: "", value: {} },
    { text: "a=1&b[c]=2&b[d][0]=x&b[d][1]=y", value: { a: "1", b: { c: "2", d: ["x", "y"] } } },
    { text: "expand[]=a&expand[]=b", value: { expand: ["a", "b"] } },
    { text: "created[gte]=5", value: { created: { gte: "5" } } },
    { text: "a=%26%3D%5B", value: { a: "&=[" } },
  ])("reads $text", ({ text, value }) => {
    expect(JSON.parse(JSON.stringify(decodeForm(text)))).toEqual(value);
  });

  it("never fails and never touches the prototype, whatever it is sent", () => {
    const decodes = fc.property(fc.string(), (text) => {
      expect(decodeForm(text)).toBeTypeOf("object");
    });
    fc.assert(decodes);
    decodeForm("__proto__[polluted]=1&constructor[prototype][polluted]=1");
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});
