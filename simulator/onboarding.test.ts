import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OnboardingOutcome } from "./account-lifecycle";
import { createRecipient, failureOf, startTestPlatform, type TestPlatform } from "./test-platform";

const REFRESH = "http://127.0.0.1:3000/connect/refresh";
const RETURN = "http://127.0.0.1:3000/connect/return";

describe("hosted onboarding", () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await startTestPlatform();
  });
  afterAll(() => platform.close());

  async function mintLink(account: string): Promise<string> {
    const link = await platform.stripe.v2.core.accountLinks.create({
      account,
      use_case: {
        type: "account_onboarding",
        account_onboarding: { refresh_url: REFRESH, return_url: RETURN },
      },
    });
    return link.url;
  }

  const open = (url: string) => fetch(url, { redirect: "manual" });
  const choose = (url: string, outcome: string) =>
    fetch(url, { method: "POST", body: new URLSearchParams({ outcome }), redirect: "manual" });
  const read = (account: string) =>
    platform.stripe.v2.core.accounts.retrieve(account, {
      include: ["configuration.recipient", "requirements"],
    });
  const statusOf = (account: Stripe.V2.Core.Account) =>
    account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.status;

  it("starts restricted in v2 and inactive in v1, with requirements in both", async () => {
    const account = await createRecipient(platform.stripe);
    expect(statusOf(account)).toBe("restricted");
    expect(account.requirements?.summary?.minimum_deadline?.status).toBe("past_due");
    const v1 = await platform.stripe.accounts.retrieve(account.id);
    expect(v1.capabilities?.transfers).toBe("inactive");
    expect(v1.details_submitted).toBe(false);
    expect(v1.requirements?.currently_due).toContain("external_account");
    expect(v1.requirements?.disabled_reason).toBe("requirements.past_due");
  });

  it("gives only the parts of a v2 account that were asked for", async () => {
    const account = await createRecipient(platform.stripe);
    const bare = await platform.stripe.v2.core.accounts.retrieve(account.id);
    expect(bare.configuration).toBeUndefined();
    expect(bare.requirements).toBeUndefined();
  });

  it.each([
    { outcome: "finished", v2: "active", v1: "active", payouts: true, reason: null },
    {
      ...{ outcome: "incomplete", v2: "restricted", v1: "inactive", payouts: false },
      reason: "requirements.past_due",
    },
    {
      ...{ outcome: "under_review", v2: "pending", v1: "pending", payouts: false },
      reason: "requirements.pending_verification",
    },
    {
      outcome: "rejected",
      v2: "rejected",
      v1: "inactive",
      payouts: false,
      reason: "rejected.other",
    },
  ])(
    "ends $outcome: transfers $v2 in v2, $v1 in v1",
    async ({ outcome, v2, v1, payouts, reason }) => {
      const { id } = await createRecipient(platform.stripe);
      const url = await mintLink(id);
      const page = await open(url);
      expect(page.status).toBe(200);
      const html = await page.text();
      expect(html).toContain("This is not Stripe");
      expect(html).toContain('<html lang="en">');
      const answer = await choose(url, outcome);
      expect([answer.status, answer.headers.get("location")]).toEqual([302, RETURN]);
      expect(statusOf(await read(id))).toBe(v2);
      const account = await platform.stripe.accounts.retrieve(id);
      expect(account.capabilities?.transfers).toBe(v1);
      expect(account.payouts_enabled).toBe(payouts);
      expect(account.requirements?.disabled_reason).toBe(reason);
    },
  );

  it("opens a link once and sends the second visit back for a new one", async () => {
    const { id } = await createRecipient(platform.stripe);
    const url = await mintLink(id);
    expect((await open(url)).status).toBe(200);
    expect((await open(url)).headers.get("location")).toBe(REFRESH);
    expect((await choose(url, "finished")).headers.get("location")).toBe(RETURN);
    expect((await choose(url, "finished")).headers.get("location")).toBe(REFRESH);
  });

  it("sends people back for a new link once it is 300 seconds old", async () => {
    const { id } = await createRecipient(platform.stripe);
    const url = await mintLink(id);
    await platform.control.advance(301);
    expect((await open(url)).headers.get("location")).toBe(REFRESH);
    expect((await choose(url, "finished")).headers.get("location")).toBe(REFRESH);
    expect(statusOf(await read(id))).toBe("restricted");
  });

  it("shows nothing for a link that was never made, or for another account's", async () => {
    const [ada, eve] = [
      await createRecipient(platform.stripe),
      await createRecipient(platform.stripe),
    ];
    const url = await mintLink(ada.id);
    expect((await open(url.replace(ada.id, eve.id))).status).toBe(404);
    expect((await open(`${platform.url}/setup/e/${ada.id}/made-up`)).status).toBe(404);
  });

  it("asks again when the form names no ending", async () => {
    const { id } = await createRecipient(platform.stripe);
    const answer = await choose(await mintLink(id), "nonsense");
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("Choose how the onboarding ends.");
  });

  it("escapes what a platform called the account", async () => {
    const account = await platform.stripe.v2.core.accounts.create({
      display_name: "<script>alert(1)</script>",
    });
    const html = await (await open(await mintLink(account.id))).text();
    expect(html).not.toContain("<script>");
    expect(html).toContain("&lt;script&gt;");
  });

  it("works for v1 accounts with controller properties and their links", async () => {
    const { stripe } = platform;
    const account = await stripe.accounts.create({
      country: "FR",
      email: "marie@example.com",
      controller: {
        fees: { payer: "application" },
        losses: { payments: "application" },
        stripe_dashboard: { type: "express" },
      },
      capabilities: { transfers: { requested: true } },
      metadata: { developer: "d1" },
    });
    expect(account.type).toBe("none");
    const links = { refresh_url: REFRESH, return_url: RETURN };
    const link = await stripe.accountLinks.create({
      ...{ account: account.id, type: "account_onboarding", ...links },
    });
    const seconds = (await platform.control.now()).getTime() / 1000;
    expect(Math.abs(link.expires_at - seconds - 300)).toBeLessThan(5);
    await choose(link.url, "finished");
    expect(statusOf(await read(account.id))).toBe("active");
    const update = stripe.accountLinks.create({
      ...{ account: account.id, type: "account_update", ...links },
    });
    expect((await failureOf(update)).status).toBe(400);
  });

  it("refuses an Express account whose losses nobody but Stripe would carry", async () => {
    const create = platform.stripe.v2.core.accounts.create({
      dashboard: "express",
      defaults: {
        responsibilities: { fees_collector: "application", losses_collector: "stripe" },
      },
    });
    expect((await failureOf(create)).status).toBe(400);
  });

  it("gives a login link only after onboarding, and its page works once", async () => {
    const { stripe, control } = platform;
    const { id } = await createRecipient(stripe);
    expect((await failureOf(stripe.accounts.createLoginLink(id))).message).toContain(
      "has not completed onboarding",
    );
    await control.onboard(id);
    await control.fund("eur", 5000);
    await stripe.transfers.create({ amount: 1234, currency: "eur", destination: id });
    const { url } = await stripe.accounts.createLoginLink(id);
    const page = await open(url);
    expect(await page.text()).toContain("12.34 EUR available");
    expect((await open(url)).status).toBe(404);
  });

  it("asks for more later: at once, or by a deadline that then disables the account", async () => {
    const { stripe, control } = platform;
    const { id } = await createRecipient(stripe);
    await control.onboard(id);
    await control.requireOf(id, ["individual.verification.document"], 3600);
    expect(statusOf(await read(id))).toBe("active");
    await control.advance(3601);
    expect(statusOf(await read(id))).toBe("restricted");
    await control.requireOf(id, []);
    expect(statusOf(await read(id))).toBe("active");
    await control.requireOf(id, ["external_account"]);
    expect(statusOf(await read(id))).toBe("restricted");
  });

  it("refuses everything about an account that took its access away", async () => {
    const { stripe, control } = platform;
    const { id } = await createRecipient(stripe);
    await control.deauthorize(id);
    const failure = await failureOf(stripe.accounts.retrieve(id));
    expect(failure).toMatchObject({ type: "StripePermissionError", code: "account_invalid" });
    expect((await failureOf(stripe.v2.core.accounts.retrieve(id))).status).toBe(404);
  });

  it("knows each ending by its name only", async () => {
    const { id } = await createRecipient(platform.stripe);
    await expect(platform.control.onboard(id, "perfect" as OnboardingOutcome)).rejects.toThrow(
      "outcome must be one of finished, incomplete, under_review, rejected",
    );
  });
});
