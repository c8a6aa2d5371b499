import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findConnectedAccount } from "@/db/queries/connected-accounts";
import { findAuditBreaks } from "@/db/writes/audit";
import { beginAccount } from "@/db/writes/connected-accounts";
import { type DeveloperActor, mintDeveloper } from "@/lib/auth/actor";
import { ACCESS_LOST } from "@/lib/domain/connect";
import { trusted } from "@/lib/domain/ids";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import type { Deps } from "./deps";
import { checkAccount, refreshAccount } from "./refresh-account";
import { refreshStaleAccounts } from "./refresh-stale-accounts";
import { startOnboarding } from "./start-onboarding";
import { createGateways } from "./world";

let market: Marketplace;
let ada: DeveloperActor;
let turn = 0;
beforeAll(async () => {
  market = await createMarketplace();
});
afterAll(() => market.stop());
beforeEach(async () => {
  turn += 1;
  await market.simulator.control.clearFaults();
  await market.setClock("2026-04-02T10:00:00Z");
  ada = await market.addDeveloper(`dev-${turn}`);
});

describe.each(["v2", "v1"] as const)("onboarding over accounts %s", (api) => {
  let deps: Deps;
  beforeEach(() => {
    const stripe = { secretKey: "sk_test_sim_tests", apiBase: market.simulator.url };
    deps = { ...market.deps, ...createGateways(stripe, api) };
  });

  it("makes one account of eight clicks at once, and gives each click a link of its own", async () => {
    const clicks = Array.from({ length: 8 }, () => startOnboarding(deps, ada));
    const answers = await Promise.all(clicks);
    const urls = answers.map((answer) => (answer.ok ? answer.value.url : answer.problem.kind));
    expect(new Set(urls).size).toBe(8);
    for (const url of urls) expect(url).toContain(`/setup/e/${await accountId()}/`);
    expect(await accountsAtStripe()).toBe(1);
    expect(await findConnectedAccount(market.db, ada.developerId)).toMatchObject({
      state: "incomplete",
      requirementsDue: expect.arrayContaining([expect.any(String)]),
    });
  });

  it.each([
    { outcome: "finished", state: "ready" },
    { outcome: "incomplete", state: "incomplete" },
    { outcome: "under_review", state: "under_review" },
    { outcome: "rejected", state: "rejected" },
  ] as const)(
    "shows $state when the hosted page ends with $outcome",
    async ({ outcome, state }) => {
      await startOnboarding(deps, ada);
      await market.simulator.control.onboard(await accountId(), outcome);
      // Coming back proves nothing: only the reading does.
      expect((await findConnectedAccount(market.db, ada.developerId)).state).toBe("incomplete");
      const refreshed = await refreshAccount(deps, ada.developerId);
      expect(refreshed.ok && refreshed.value.state).toBe(state);
    },
  );

  it("leads to the dashboard once ready, and back to onboarding when Stripe asks for more", async () => {
    await startOnboarding(deps, ada);
    await market.simulator.control.onboard(await accountId(), "finished");
    const ready = await startOnboarding(deps, ada);
    expect(ready.ok && ready.value.kind).toBe("dashboard");
    await market.simulator.control.requireOf(await accountId(), ["individual.id_number"]);
    const asked = await startOnboarding(deps, ada);
    expect(asked.ok && asked.value.kind).toBe("onboarding");
  });

  it("says why when Stripe rejected the account", async () => {
    await startOnboarding(deps, ada);
    await market.simulator.control.onboard(await accountId(), "rejected");
    const answer = await startOnboarding(deps, ada);
    expect(answer).toMatchObject({ ok: false, problem: { kind: "rejected_by_stripe" } });
  });

  it("finds the account that was made when the answer never came", async () => {
    await market.simulator.control.addFault({
      method: "POST",
      path: api === "v2" ? "^/v2/core/accounts$" : "^/v1/accounts$",
      mode: "reset_after",
      times: 8,
    });
    expect(await startOnboarding(deps, ada)).toEqual({
      ok: false,
      problem: { kind: "stripe_unavailable" },
    });
    await market.simulator.control.clearFaults();
    expect((await startOnboarding(deps, ada)).ok).toBe(true);
    expect(await accountsAtStripe()).toBe(1);
  });

  it("looks for the account, instead of using a key that Stripe forgot", async () => {
    const made = await deps.accounts.createAccount(
      { developerId: ada.developerId, displayName: "x", email: undefined, country: undefined },
      `account:lost-${turn}`,
    );
    const step = { developerId: ada.developerId, actor: "test", at: deps.now() };
    await beginAccount(market.db, { ...step, key: `account:lost-${turn}` });
    await market.setClock("2026-04-03T09:30:00Z");
    expect((await startOnboarding(deps, ada)).ok).toBe(true);
    expect(await accountId()).toBe(made.accountId);
    expect(await accountsAtStripe()).toBe(1);
  });

  it("goes on when the developer’s name changed between two tries under one key", async () => {
    const request = { developerId: ada.developerId, email: undefined, country: undefined };
    const made = await deps.accounts.createAccount(
      { ...request, displayName: "A former name" },
      `account:renamed-${turn}`,
    );
    const step = { developerId: ada.developerId, actor: "test", at: deps.now() };
    await beginAccount(market.db, { ...step, key: `account:renamed-${turn}` });
    expect((await startOnboarding(deps, ada)).ok).toBe(true);
    expect(await accountId()).toBe(made.accountId);
  });

  it("shows a disconnected account as lost, and makes a new one for who connects again", async () => {
    await startOnboarding(deps, ada);
    const first = await accountId();
    await market.simulator.control.onboard(first, "finished");
    await refreshAccount(deps, ada.developerId);
    await market.simulator.control.deauthorize(first);
    const refreshed = await refreshAccount(deps, ada.developerId);
    expect(refreshed.ok && refreshed.value).toMatchObject({
      state: "rejected",
      disabledReason: ACCESS_LOST,
    });
    const clicks = await Promise.all([startOnboarding(deps, ada), startOnboarding(deps, ada)]);
    expect(clicks.map((click) => click.ok && click.value.kind)).toEqual([
      "onboarding",
      "onboarding",
    ]);
    expect(await accountId()).not.toBe(first);
    expect(await accountsAtStripe()).toBe(1);
  });
});

describe("onboarding", () => {
  it("is refused to members who are not owners, and to developers that nobody knows", async () => {
    const member = mintDeveloper("user:m", ada.developerId, "member");
    expect(await startOnboarding(market.deps, member)).toMatchObject({
      problem: { kind: "owners_only" },
    });
    const nobody = mintDeveloper("user:n", trusted.developerId("nobody"), "owner");
    expect(await startOnboarding(market.deps, nobody)).toMatchObject({
      problem: { kind: "unknown_developer" },
    });
    expect(await refreshAccount(market.deps, ada.developerId)).toMatchObject({
      problem: { kind: "not_started" },
    });
  });

  it("keeps the newer of two answers, whichever arrives last", async () => {
    await startOnboarding(market.deps, ada);
    const old = await market.deps.accounts.fetchAccount(await accountId());
    await market.simulator.control.onboard(await accountId(), "finished");
    const later = { ...market.deps, now: () => new Date("2026-04-02T10:05:00Z") };
    await refreshAccount(later, ada.developerId);
    const slow = { ...market.deps.accounts, fetchAccount: async () => old };
    await refreshAccount({ ...market.deps, accounts: slow }, ada.developerId);
    expect((await findConnectedAccount(market.db, ada.developerId)).state).toBe("ready");
  });

  it("is read again after a day without a webhook, but no account that Stripe is silent about", async () => {
    await startOnboarding(market.deps, ada);
    await market.simulator.control.onboard(await accountId(), "finished");
    await market.setClock("2026-04-04T10:00:00Z");
    const since = new Date("2026-04-03T10:00:00Z");
    await market.simulator.control.addFault({ mode: "status_before", status: 503, times: 3 });
    expect(await refreshStaleAccounts(market.deps, since)).toEqual({ refreshed: 0, failed: 1 });
    await market.simulator.control.clearFaults();
    expect(await refreshStaleAccounts(market.deps, since)).toMatchObject({ failed: 0 });
    expect((await findConnectedAccount(market.db, ada.developerId)).state).toBe("ready");
    expect(await refreshStaleAccounts(market.deps, since)).toEqual({ refreshed: 0, failed: 0 });
  });

  it("asks Stripe once, however often somebody presses the button", async () => {
    await startOnboarding(market.deps, ada);
    await market.setClock("2026-04-02T10:01:00Z");
    await market.simulator.control.clearRequests();
    for (let press = 0; press < 5; press++) await checkAccount(market.deps, ada);
    const requests = await market.simulator.control.requests();
    expect(requests.filter(({ path }) => path.includes("/accounts/")).length).toBe(1);
  });

  it("leaves no link in the database, one chain in the audit log, and no wrong request", async () => {
    await startOnboarding(market.deps, ada);
    const [dump] = await market.db.sql<{ text: string }[]>`
      select (select jsonb_agg(a)::text from connected_accounts a)
        || (select jsonb_agg(l)::text from audit_log l) as text`;
    expect(dump?.text).not.toContain("/setup/");
    expect(await findAuditBreaks(market.db)).toEqual([]);
    expect((await market.simulator.control.contract()).violations).toEqual([]);
  });
});

async function accountId(): Promise<string> {
  const { stripeAccountId } = await findConnectedAccount(market.db, ada.developerId);
  return stripeAccountId ?? "none";
}

/** Open accounts of this developer at Stripe. */
async function accountsAtStripe(): Promise<number> {
  const response = await fetch(`${market.simulator.url}/v1/accounts?limit=100`, {
    headers: { authorization: "Bearer sk_test_sim_tests" },
  });
  const { data } = (await response.json()) as {
    readonly data: readonly { readonly metadata: { readonly developer_id?: string } }[];
  };
  return data.filter(({ metadata }) => metadata.developer_id === ada.developerId).length;
}
