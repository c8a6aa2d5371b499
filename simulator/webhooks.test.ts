import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createPayable,
  createRecipient,
  startTestPlatform,
  type TestPlatform,
} from "./test-platform";
import { startReceiver } from "./webhook-receiver";

const SECRET = "whsec_test_secret";
type Receiver = Awaited<ReturnType<typeof startReceiver>>;

describe("webhooks", () => {
  let platform: TestPlatform;
  let receiver: Receiver;

  beforeAll(async () => {
    platform = await startTestPlatform({ webhooks: { retrySeconds: [60, 600] } });
    receiver = await startReceiver();
  });
  afterAll(async () => {
    await platform.close();
    await receiver.close();
  });
  beforeEach(async () => {
    await platform.control.reset();
    receiver.received.length = 0;
    receiver.failNext(0);
  });

  const listen = (
    more: { readonly events?: readonly string[]; readonly hearsThin?: boolean } = {},
  ) => platform.control.addEndpoint({ url: receiver.url, secret: SECRET, ...more });
  const fund = (amount: number) => platform.control.fund("eur", amount);
  const topups = () =>
    receiver.received.map(
      ({ body }) =>
        (JSON.parse(body) as { data: { object: { amount: number } } }).data.object.amount,
    );

  it("signs snapshots so that constructEvent accepts them, and nobody else's", async () => {
    await listen({ events: ["transfer.created"] });
    const account = await createPayable(platform);
    const made = await platform.stripe.transfers.create(
      { amount: 5, currency: "eur", destination: account },
      { idempotencyKey: "k" },
    );
    await platform.control.webhooksSettled();
    const [first] = receiver.received;
    if (first === undefined) throw new Error("nothing arrived");
    const { webhooks } = platform.stripe;
    const event = webhooks.constructEvent(first.body, first.signature, SECRET);
    expect(event).toMatchObject({
      ...{ object: "event", type: "transfer.created", livemode: false, pending_webhooks: 1 },
      request: { id: made.lastResponse.requestId, idempotency_key: "k" },
      data: { object: { id: made.id, amount: 5 } },
    });
    expect(event.account).toBeUndefined();
    expect(() => webhooks.constructEvent(first.body, first.signature, "whsec_other")).toThrow();
    expect(() => webhooks.constructEvent(`${first.body} `, first.signature, SECRET)).toThrow();
    expect(first.headers["user-agent"]).toContain("Stripe/1.0");
  });

  it("sends v2 events thin, and the account behind them can be fetched", async () => {
    await listen({ events: ["v2.core.account[requirements].updated"] });
    const { id } = await createRecipient(platform.stripe);
    await platform.control.onboard(id);
    await platform.control.webhooksSettled();
    const [first] = receiver.received;
    if (first === undefined) throw new Error("nothing arrived");
    const { stripe } = platform;
    const notification = stripe.parseEventNotification(first.body, first.signature, SECRET);
    expect(notification.type).toBe("v2.core.account[requirements].updated");
    if (notification.type !== "v2.core.account[requirements].updated") return;
    expect((await notification.fetchRelatedObject()).id).toBe(id);
    expect((await notification.fetchEvent()).id).toBe(notification.id);
    expect(() => stripe.webhooks.constructEvent(first.body, first.signature, SECRET)).toThrow();
  });

  it("names the account in connected events, and keeps them from platform endpoints", async () => {
    await platform.stripe.webhookEndpoints.create({
      ...{ url: receiver.url, enabled_events: ["account.updated", "topup.succeeded"] },
    });
    const { id } = await createRecipient(platform.stripe);
    await platform.control.onboard(id);
    await fund(1);
    await platform.control.webhooksSettled();
    expect(receiver.types()).toEqual(["topup.succeeded"]);
    const connect = await platform.stripe.webhookEndpoints.create({
      ...{ url: receiver.url, enabled_events: ["account.updated"], connect: true },
    });
    await platform.control.requireOf(id, ["external_account"]);
    await platform.control.webhooksSettled();
    const last = receiver.received.at(-1);
    const event = platform.stripe.webhooks.constructEvent(
      last?.body ?? "",
      last?.signature ?? "",
      connect.secret ?? "",
    );
    expect([event.type, event.account]).toEqual(["account.updated", id]);
    expect(event.data.previous_attributes).toHaveProperty("requirements");
    const again = await platform.stripe.webhookEndpoints.retrieve(connect.id);
    expect(again.secret).toBeUndefined();
  });

  it("tries again until answered with 2xx, as simulated time passes, and then gives up", async () => {
    await listen({ events: ["topup.succeeded"] });
    receiver.failNext(1);
    await fund(1);
    await platform.control.webhooksSettled();
    expect(receiver.received).toHaveLength(1);
    await platform.control.advance(61);
    await platform.control.webhooksSettled();
    const [delivered] = await platform.control.deliveries();
    expect(delivered?.state).toBe("delivered");
    expect(delivered?.attempts.map(({ status }) => status)).toEqual([500, 200]);
    receiver.failNext(3);
    await fund(2);
    for (const seconds of [0, 61, 601]) {
      await platform.control.advance(seconds);
      await platform.control.webhooksSettled();
    }
    expect((await platform.control.deliveries()).at(-1)?.state).toBe("given_up");
  });

  it("holds deliveries and lets them go in reverse", async () => {
    await listen({ events: ["topup.succeeded"] });
    await platform.control.controlDelivery({ isHolding: true, atOnce: 1 });
    for (const amount of [1, 2, 3]) await fund(amount);
    await platform.control.webhooksSettled();
    expect(receiver.received).toHaveLength(0);
    expect(await platform.control.release("last_first")).toEqual({ released: 3 });
    await platform.control.webhooksSettled();
    expect(topups()).toEqual([3, 2, 1]);
  });

  it("duplicates, drops, delays and resends on demand", async () => {
    await listen({ events: ["topup.succeeded"] });
    await platform.control.controlDelivery({ duplicates: 2 });
    await fund(1);
    await platform.control.webhooksSettled();
    expect(topups()).toEqual([1, 1, 1]);
    await platform.control.controlDelivery({ duplicates: 0, dropNext: 1 });
    await fund(2);
    await fund(3);
    await platform.control.webhooksSettled();
    expect(topups()).toEqual([1, 1, 1, 3]);
    await platform.control.controlDelivery({ delaySeconds: 120 });
    await fund(4);
    await platform.control.webhooksSettled();
    expect(topups()).not.toContain(4);
    await platform.control.advance(121);
    await platform.control.webhooksSettled();
    expect(topups()).toContain(4);
    const dropped = (await platform.control.deliveries()).find(({ state }) => state === "dropped");
    await platform.control.resend(dropped?.event ?? "", { times: 2 });
    await platform.control.webhooksSettled();
    await platform.control.controlDelivery({ delaySeconds: 0 });
    expect(topups().filter((amount) => amount === 2)).toHaveLength(2);
  });

  it("delivers events that come close together in reverse", async () => {
    await listen({ events: ["topup.succeeded"] });
    await platform.control.controlDelivery({ isReordering: true });
    await Promise.all([fund(1), fund(2)]);
    await platform.control.webhooksSettled();
    expect(topups()).toHaveLength(2);
    const made = (await platform.control.state()).topups.map(({ amount }) => amount);
    expect(topups()).toEqual(made.toReversed());
  });

  it("fails every try while the endpoint is down", async () => {
    await listen({ events: ["topup.succeeded"] });
    await platform.control.controlDelivery({ isEndpointDown: true });
    await fund(1);
    await platform.control.webhooksSettled();
    expect(receiver.received).toHaveLength(0);
    await platform.control.controlDelivery({ isEndpointDown: false });
    await platform.control.advance(61);
    await platform.control.webhooksSettled();
    expect(topups()).toEqual([1]);
  });

  it("never delivers to another machine", async () => {
    await platform.control.addEndpoint({ url: "https://example.com/hook" });
    await fund(1);
    await platform.control.webhooksSettled();
    const errors = (await platform.control.deliveries()).map(({ attempts }) => attempts[0]?.error);
    expect(new Set(errors)).toEqual(new Set(["the simulator delivers to this machine only"]));
  });

  it("lists the events of the platform and of an account apart", async () => {
    const account = await createPayable(platform);
    const { stripe } = platform;
    const ours = await stripe.events.list({ limit: 100 });
    expect(ours.data.map(({ type }) => type)).toContain("topup.succeeded");
    expect(ours.data.every((event) => event.account === undefined)).toBe(true);
    const theirs = await stripe.events.list(
      { type: "account.updated" },
      { stripeAccount: account },
    );
    expect(theirs.data[0]?.account).toBe(account);
    const thin = await stripe.v2.core.events.list({ object_id: account });
    expect(thin.data.map(({ type }) => type)).toContain("v2.core.account.created");
  });
});
