import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeveloperActor } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import type { Deps } from "@/lib/use-cases/deps";
import { processPendingStripeEvents } from "@/lib/use-cases/process-pending-stripe-events";
import { processStripeEvent } from "@/lib/use-cases/process-stripe-event";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { verify } from "@/lib/use-cases/verify";
import { createMarketplace, type Marketplace, SECRET } from "@/scripts/testing/marketplace";
import { eventOf, thinEventOf } from "@/scripts/testing/stripe-events";
import { makeTransfer, reverseTransfer } from "@/scripts/testing/stripe-requests";
import { serveWebhook, type WebhookServer } from "@/scripts/testing/webhook-server";
import { POST } from "./route";

let market: Marketplace;
let server: WebhookServer;
let ada: DeveloperActor;
let account: string;
const hints: string[] = [];

beforeAll(async () => {
  market = await createMarketplace();
  const wake: Deps["wake"] = async (hint) => {
    if (hint.kind === "process_stripe_event") hints.push(hint.eventId);
  };
  (globalThis as { remitDeps?: Deps }).remitDeps = { ...market.deps, wake };
  server = await serveWebhook(POST);
  await market.simulator.control.addEndpoint({
    url: server.url,
    secret: SECRET,
    hears: "both",
    hearsThin: true,
  });
  await market.simulator.control.fund("eur", 1_000_000);
  ada = await market.addDeveloper("ada");
  account = await market.connect(ada);
});
afterAll(async () => {
  server.close();
  await market.stop();
});

describe("the webhook", () => {
  it("follows an account, from either generation of events, through the worker", async () => {
    await market.simulator.control.setCapability(account, "restricted");
    await workOff();
    expect(await readiness()).not.toBe("ready");
    await market.simulator.control.setCapability(account, "active");
    await workOff();
    expect(await readiness()).toBe("ready");
    const types = await market.db.sql`select distinct type from stripe_events order by type`;
    expect(types.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["account.updated", "v2.core.account.updated"]),
    );
  });

  it("F22: takes one event in once, of a hundred deliveries at once", async () => {
    const event = eventOf("evt_hundred", "account.updated", account);
    const answers = await Promise.all(Array.from({ length: 100 }, () => deliver(event)));
    expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(200));
    expect(hints.filter((id) => id === "evt_hundred")).toEqual(["evt_hundred"]);
    const worked = await Promise.all(
      Array.from({ length: 10 }, () => processStripeEvent(market.deps, "evt_hundred")),
    );
    expect(worked).toContain("account ready");
  });

  it("F25: keeps what it does not know, answers it, and does nothing about it", async () => {
    expect((await deliver(eventOf("evt_new", "something.new", "x"))).status).toBe(200);
    expect(await processStripeEvent(market.deps, "evt_new")).toBe("ignored");
    await deliver(eventOf("evt_other", "account.updated", "acct_of_somebody"));
    expect(await processStripeEvent(market.deps, "evt_other")).toBe("not ours");
    await deliver(eventOf("evt_transfer", "transfer.reversed", "tr_of_somebody"));
    expect(await processStripeEvent(market.deps, "evt_transfer")).toBe("not ours");
    const id = await makeTransfer(market.simulator, {
      ...{ amount: "5", currency: "eur", destination: await accountOfNobody() },
      "metadata[payout_id]": crypto.randomUUID(),
    });
    await deliver(eventOf("evt_unknown", "transfer.created", id));
    expect(await processStripeEvent(market.deps, "evt_unknown")).toBe("unknown payout");
  });

  it("F25: keeps an event of the other mode with that outcome, and does nothing about it", async () => {
    const live = { ...market.deps, isLive: true };
    await market.db.sql`update connected_accounts set readiness = 'incomplete'`;
    await deliver({ ...eventOf("evt_live", "account.updated", account), livemode: true });
    await deliver(eventOf("evt_test", "account.updated", account));
    await deliver({ ...thinEventOf("evt_thin_live", account), livemode: true });
    expect(await processStripeEvent(market.deps, "evt_live")).toBe("ignored: of live mode");
    expect(await processStripeEvent(live, "evt_test")).toBe("ignored: of test mode");
    expect(await processStripeEvent(market.deps, "evt_thin_live")).toBe("ignored: of live mode");
    expect(await readiness()).toBe("incomplete");
    const kept = await market.db.sql`
      select id, outcome from stripe_events where outcome like 'ignored: %' order by id`;
    expect(kept).toEqual([
      { id: "evt_live", outcome: "ignored: of live mode" },
      { id: "evt_test", outcome: "ignored: of test mode" },
      { id: "evt_thin_live", outcome: "ignored: of live mode" },
    ]);
    await deliver(thinEventOf("evt_thin_own", account));
    expect(await processStripeEvent(market.deps, "evt_thin_own")).toBe("account ready");
  });

  it("F25: answers forged, old and oversized deliveries with 4xx, and keeps none", async () => {
    const before = await inboxSize();
    const event = JSON.stringify(eventOf("evt_forged", "account.updated", account));
    const old = Math.floor(Date.now() / 1000) - 301;
    const statuses = await Promise.all([
      post(event, null),
      post(event, signed(event, "whsec_wrong")),
      post(event, signed(event, SECRET, old)),
      post(`${event} `, signed(event, SECRET)),
      post("x".repeat(600_000), signed("x", SECRET)),
      post(event, signed(event, SECRET), { "content-encoding": "gzip" }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([400, 400, 400, 400, 413, 415]);
    expect(await inboxSize()).toBe(before);
  });

  it("leaves an event waiting while Stripe does not answer", async () => {
    await deliver(eventOf("evt_waits", "account.updated", account));
    await market.simulator.control.addFault({ mode: "status_before", status: 503, times: 20 });
    await expect(processStripeEvent(market.deps, "evt_waits")).rejects.toThrow("unavailable");
    await market.simulator.control.clearFaults();
    expect(await processStripeEvent(market.deps, "evt_waits")).toBe("account ready");
    expect(await processStripeEvent(market.deps, "evt_waits")).toBeUndefined();
  });

  it("F23: leads to the same end in every order of its events, each of them twice", async () => {
    await market.sell(ada, [{ externalId: "a1", amount: 10_000n, at: "2026-03-10T00:00:00Z" }]);
    await market.approve("2026-03");
    await sendApproved(market.deps);
    const [payout] = await market.db.sql<
      { transfer_id: string }[]
    >`select transfer_id from payouts`;
    const transfer = payout?.transfer_id ?? "";
    await reverseTransfer(market.simulator, transfer, 2_500);
    const events = ["transfer.created", "transfer.updated", "transfer.reversed"].map((type) =>
      eventOf(`evt_${type}`, type, transfer),
    );
    events.push(eventOf("evt_account", "account.updated", account));
    for (const event of events) await deliver(event);

    const ends = new Set<string>();
    for (const order of permutations(events.map(({ id }) => id))) {
      await forgetOutcome();
      for (const id of order) {
        await Promise.all([
          processStripeEvent(market.deps, id),
          processStripeEvent(market.deps, id),
        ]);
      }
      ends.add(await books());
    }
    expect([...ends]).toEqual([`partly_reversed 2500 ${transfer} confirmed ready`]);
    const { checks } = await verify(market.deps);
    // Forgetting the outcome between two orders changes rows in a way that PostgreSQL counts.
    expect(checks.filter(({ id, offenders }) => offenders > 0 && id !== "append_only")).toEqual([]);
  });
});

/** At Stripe, and in nobody's row. */
async function accountOfNobody(): Promise<string> {
  const { accountId } = await market.deps.accounts.createAccount(
    {
      developerId: trusted.developerId("nobody"),
      ...{ email: undefined, displayName: "Nobody", country: "DE" },
    },
    "account:nobody",
  );
  await market.simulator.control.onboard(accountId, "finished");
  return accountId;
}

async function workOff(): Promise<void> {
  await market.simulator.control.webhooksSettled();
  await processPendingStripeEvents(market.deps);
}

async function readiness(): Promise<unknown> {
  const [row] = await market.db.sql`select readiness::text from connected_accounts`;
  return row?.readiness;
}

async function inboxSize(): Promise<unknown> {
  const [row] = await market.db.sql`select count(*)::int as size from stripe_events`;
  return row?.size;
}

/** As if the sender had died before Stripe’s answer, and no webhook had been acted on. */
async function forgetOutcome(): Promise<void> {
  await market.db.sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await transaction`update payouts set state = 'unknown', transfer_id = null, paid_at = null,
      reversed_amount = 0, check_at = now()`;
    await transaction`update payout_attempts set outcome = 'lost'`;
    await transaction`update connected_accounts set readiness = 'incomplete'`;
    await transaction`delete from payout_returns`;
    await transaction`update stripe_events set processed_at = null, outcome = null`;
  });
}

async function books(): Promise<string> {
  const [row] = await market.db.sql<{ text: string }[]>`
    select concat_ws(' ', state, reversed_amount, transfer_id, outcome, readiness) as text
    from payouts join payout_attempts on payout_id = payouts.id
    cross join connected_accounts`;
  return row?.text ?? "";
}

function permutations<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((first, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

function signed(body: string, secret: string, time = Math.floor(Date.now() / 1000)): string {
  return `t=${time},v1=${createHmac("sha256", secret).update(`${time}.${body}`).digest("hex")}`;
}

async function deliver(event: object): Promise<Response> {
  const body = JSON.stringify(event);
  return post(body, signed(body, SECRET));
}

async function post(
  body: string,
  signature: string | null,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const all = signature === null ? headers : { ...headers, "stripe-signature": signature };
  return POST(
    new Request("http://localhost/api/stripe/webhook", { method: "POST", body, headers: all }),
  );
}
