import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, createApiWorld, sale } from "@/scripts/testing/api-world";
import { PUT as putDeveloper } from "../developers/[id]/route";
import { PUT as putPlugin } from "../plugins/[id]/route";
import { POST as postEvents } from "./route";

let world: Awaited<ReturnType<typeof createApiWorld>>;
beforeAll(async () => {
  world = await createApiWorld();
  await world.put(putDeveloper, "ada", { name: "Ada", email: "Ada@Example.com", country: "de" });
  await world.put(putPlugin, "atlas", {
    developerId: "ada",
    name: "Atlas",
    price: 999,
    currency: "EUR",
  });
});
afterAll(() => world.close());

const post = (body: BodyInit, headers?: Record<string, string>) =>
  world.post(postEvents, body, headers);
const postSales = (...events: unknown[]) => post(JSON.stringify({ events }));
/** The event as text, to say numbers in ways that `JSON.stringify` never would. */
const postAmount = (text: string) =>
  post(
    JSON.stringify({ events: [sale({ externalId: `amount ${text}`, amount: "AMOUNT" })] }).replace(
      '"AMOUNT"',
      text,
    ),
  );
const codes = (answer: Answer) =>
  answer.body.results?.map(({ status, problem }) => problem?.code ?? status);

describe("POST /api/v1/events", () => {
  it("records, answers a replay with the first id, and names a conflict", async () => {
    const first = await postSales(sale());
    expect(first.status).toBe(200);
    const again = await postSales(
      sale({ currency: "eur", occurredAt: "2026-05-03T10:00:00+02:00" }),
    );
    expect(again.body.results?.[0]).toEqual({ ...first.body.results?.[0], status: "duplicate" });
    const other = await postSales(sale({ amount: 1 }));
    expect([other.status, codes(other)]).toEqual([207, ["conflict"]]);
  });

  it("F40: rejects bad events alone and says in order which and why", async () => {
    const answer = await postSales(
      sale({ externalId: "b1" }),
      null,
      5,
      [],
      sale({ externalId: 5 }),
      sale({ externalId: "b2", amount: "100" }),
      sale({ externalId: "b3", amount: true }),
      sale({ externalId: "b4", currency: "XXX" }),
      sale({ externalId: "b5", occurredAt: "2026-02-30T00:00:00Z" }),
      sale({ externalId: "b6", pluginId: "nobody" }),
      sale({ externalId: "b7", kind: "gift" }),
      sale({ externalId: "b8", buyerRef: "u1", surprise: 1 }),
      sale({ externalId: "b9", amount: 0, kind: "renewal" }),
      sale({ externalId: "b\u0000" }),
      sale({ externalId: "b10", buyerRef: null, correctsId: null }),
    );
    expect(answer.status).toBe(207);
    expect(codes(answer)).toEqual([
      "recorded",
      "bad_event",
      "bad_event",
      "bad_event",
      "bad_external_id",
      "bad_amount",
      "bad_amount",
      "bad_currency",
      "bad_date",
      "unknown_plugin",
      "bad_kind",
      "bad_event",
      "bad_amount",
      "bad_external_id",
      "recorded",
    ]);
  });

  it.each(["1e3", "1E3", "-0", "0.5", "1.0", "1e21", "9007199254740993", "1000000000001", "-1"])(
    "takes %s for no amount",
    async (text) => {
      expect(codes(await postAmount(text))).toEqual(["bad_amount"]);
    },
  );

  it.each([
    ["90", 63n],
    ["170", 119n],
    ["180", 126n],
    ["330", 231n],
    ["1000000000000", 700_000_000_000n],
    ["0", 0n],
  ])("splits %s exactly", async (text, share) => {
    expect(codes(await postAmount(text))).toEqual(["recorded"]);
    const [row] = await world.db.sql`
      select developer_share from events where external_id = ${`amount ${text}`}`;
    expect(row?.developer_share).toBe(share);
  });

  it("takes refunds with either sign for the same content", async () => {
    const refund = { kind: "refund", correctsId: "r-sale", externalId: "r-refund" };
    await postSales(sale({ externalId: "r-sale" }));
    expect(codes(await postSales(sale({ ...refund, amount: -5 })))).toEqual(["recorded"]);
    expect(codes(await postSales(sale({ ...refund, amount: 5 })))).toEqual(["duplicate"]);
  });

  it.each([
    ["", 400, "bad_json"],
    ["null", 400, "bad_request"],
    ["[]", 400, "bad_request"],
    ['"x"', 400, "bad_request"],
    ["5", 400, "bad_request"],
    ["{", 400, "bad_json"],
    ['{"events":[1,]}', 400, "bad_json"],
    ['{"events":[NaN]}', 400, "bad_json"],
    ['{"events":[]}', 400, "bad_request"],
    ['{"events":[{}],"more":1}', 400, "bad_request"],
    [`{"events":[${Array(1_001).fill("{}").join()}]}`, 413, "too_many_events"],
    [`${"[".repeat(10_000)}${"]".repeat(10_000)}`, 400, undefined],
    [`${"[".repeat(200_000)}${"]".repeat(200_000)}`, 400, undefined],
    [" ".repeat(1_000_001), 413, "body_too_large"],
  ])("F39: refuses the body %.20j as a whole", async (body, status, code) => {
    const answer = await post(body);
    expect(answer.status).toBe(status);
    expect(answer.type).toBe("application/problem+json");
    if (code) expect(answer.body.code).toBe(code);
  });

  it("stops reading a body without end", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(32));
      },
    });
    expect((await post(endless)).status).toBe(413);
    expect(sent).toBeLessThan(1_500_000);
  });

  it("leaves prototypes alone", async () => {
    const answer = await post(
      '{"__proto__":{"polluted":1},"events":[{"constructor":{"prototype":{"polluted":1}}}]}',
    );
    expect([207, 400]).toContain(answer.status);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    [{ "content-type": "text/plain" }, 415],
    [{ "content-type": "application/json; charset=latin1" }, 415],
    [{ "content-type": "application/jsonp" }, 415],
    [{ "content-encoding": "gzip" }, 415],
    [{ "content-type": "application/json; charset=utf-8" }, 200],
  ])("answers to the headers %j with %i", async (headers, status) => {
    const body = JSON.stringify({ events: [sale({ externalId: "headers" })] });
    expect((await post(body, headers)).status).toBe(status);
  });

  it("refuses bytes that are not UTF-8", async () => {
    expect((await post(new Uint8Array([0x22, 0xc0, 0xaf, 0x22]))).body.code).toBe("bad_encoding");
  });
});
