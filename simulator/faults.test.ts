import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FAULT_MODES, type FaultRequest } from "./faults";
import {
  createPayable,
  failureOf,
  startTestPlatform,
  stripeClient,
  type TestPlatform,
} from "./test-platform";

const TRANSFERS = { method: "POST", path: "^/v1/transfers$" };

describe("faults, as the real client meets them", () => {
  let platform: TestPlatform;
  let account: string;

  beforeAll(async () => {
    platform = await startTestPlatform();
  });
  afterAll(() => platform.close());
  beforeEach(async () => {
    await platform.control.reset();
    account = await createPayable(platform);
    await platform.control.clearRequests();
  });

  async function send(fault: FaultRequest, retries: number) {
    await platform.control.addFault({ ...TRANSFERS, ...fault });
    const client = stripeClient(platform, { maxNetworkRetries: retries, timeout: 400 });
    const request = { amount: 700, currency: "eur", destination: account };
    const outcome = await client.transfers.create(request, { idempotencyKey: "k" }).then(
      (transfer) => ({ id: transfer.id as string | undefined, failure: undefined }),
      async (error: unknown) => ({
        id: undefined,
        failure: await failureOf(Promise.reject(error)),
      }),
    );
    const posts = (await platform.control.requests()).filter(({ method }) => method === "POST");
    const made = (await platform.control.state()).transfers.length;
    return { ...outcome, posts: posts.length, made };
  }

  it.each([
    { fault: { mode: "reset_after" }, retries: 2, posts: 2, made: 1, error: undefined },
    { fault: { mode: "reset_after" }, retries: 0, posts: 2, made: 1, error: undefined },
    {
      fault: { mode: "reset_after", times: 2 },
      retries: 0,
      posts: 2,
      made: 1,
      error: "ECONNRESET",
    },
    { fault: { mode: "reset_before" }, retries: 0, posts: 2, made: 1, error: undefined },
    {
      fault: { mode: "reset_before", times: 2 },
      retries: 0,
      posts: 2,
      made: 0,
      error: "ECONNRESET",
    },
    { fault: { mode: "hang_after" }, retries: 2, posts: 2, made: 1, error: undefined },
    { fault: { mode: "hang_after" }, retries: 0, posts: 1, made: 1, error: "ETIMEDOUT" },
    { fault: { mode: "hang_before" }, retries: 0, posts: 1, made: 0, error: "ETIMEDOUT" },
    {
      fault: { mode: "status_before", status: 503 },
      retries: 2,
      posts: 2,
      made: 1,
      error: undefined,
    },
    { fault: { mode: "status_before", status: 503 }, retries: 0, posts: 1, made: 0, error: 503 },
    { fault: { mode: "status_before", status: 500 }, retries: 0, posts: 1, made: 0, error: 500 },
    {
      fault: { mode: "status_after", status: 500 },
      retries: 1,
      posts: 2,
      made: 1,
      error: undefined,
    },
    { fault: { mode: "status_before", status: 429 }, retries: 2, posts: 1, made: 0, error: 429 },
    {
      fault: { mode: "status_before", status: 429, headers: { "stripe-should-retry": "true" } },
      ...{ retries: 2, posts: 2, made: 1, error: undefined },
    },
    { fault: { mode: "stored_500" }, retries: 2, posts: 2, made: 0, error: 500 },
    { fault: { mode: "error_after_effect" }, retries: 2, posts: 2, made: 1, error: 500 },
  ] as const)(
    "$fault.mode with $retries retries: $posts requests, $made transfers, $error",
    async ({ fault, retries, posts, made, error }) => {
      const result = await send(fault, retries);
      expect({ posts: result.posts, made: result.made }).toEqual({ posts, made });
      if (error === undefined) expect(result.id).toMatch(/^tr_/);
      else expect([result.failure?.status, result.failure?.code]).toContain(error);
      expect(await platform.control.check()).toEqual({ isConserved: true, problems: [] });
    },
  );

  it.each(["truncate_after", "truncate_before"] as const)(
    "%s leaves the client without an answer, and it does not retry by itself",
    async (mode) => {
      const result = await send({ mode }, 2);
      expect(result.failure?.type).toBe("StripeConnectionError");
      expect(result.posts).toBe(1);
      expect(result.made).toBe(mode === "truncate_after" ? 1 : 0);
    },
  );

  it.each([
    { mode: "json_without_error", made: 0 },
    { mode: "json_without_error_after", made: 1 },
  ] as const)("$mode resolves in the client, without an id", async ({ mode, made }) => {
    const result = await send({ mode }, 0);
    expect(result).toMatchObject({ id: undefined, failure: undefined, made });
  });

  it("answers 502 with HTML, which is no answer for the client", async () => {
    const result = await send({ mode: "status_before", status: 502 }, 0);
    expect(result.failure?.type).toMatch(/^Stripe(API|Connection)Error$/);
    expect(result.made).toBe(0);
  });

  it("slows a request down without changing what comes of it", async () => {
    const result = await send({ mode: "slow", delayMs: 50 }, 0);
    expect(result).toMatchObject({ posts: 1, made: 1 });
  });

  it("breaks from the nth matching request on, as often as it was told", async () => {
    const { stripe, control } = platform;
    await control.addFault({ path: "^/v1/balance$", mode: "status_before", nth: 2, times: 2 });
    const outcomes: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      await stripe.balance.retrieve().then(
        () => outcomes.push("answered"),
        () => outcomes.push("broken"),
      );
    }
    expect(outcomes).toEqual(["answered", "broken", "broken", "answered"]);
    expect((await control.faults())[0]).toMatchObject({ seen: 4, hits: 2 });
    await control.clearFaults();
    expect(await control.faults()).toEqual([]);
  });

  it.each([
    { mode: "explode" },
    { mode: "slow", path: "(" },
    { mode: "slow", nth: 0 },
    { mode: "status_before", status: 99 },
  ])("refuses to arm %j and says why", async (fault) => {
    await expect(platform.control.addFault(fault as FaultRequest)).rejects.toThrow(
      /This fault cannot be armed/,
    );
  });

  it("names every mode it knows when given another", async () => {
    const wrong = platform.control.addFault({ mode: "other" } as unknown as FaultRequest);
    await expect(wrong).rejects.toThrow(FAULT_MODES.join(", "));
  });

  it("answers 429 above the configured rate", async () => {
    const limited = await startTestPlatform({ rateLimitPerSecond: 5 });
    try {
      const results = await Promise.allSettled(
        Array.from({ length: 12 }, () => limited.stripe.balance.retrieve()),
      );
      const refused = results.filter(({ status }) => status === "rejected");
      expect(refused.length).toBeGreaterThanOrEqual(5);
      expect(JSON.stringify(refused[0])).toContain("rate_limit");
    } finally {
      await limited.close();
    }
  });
});
