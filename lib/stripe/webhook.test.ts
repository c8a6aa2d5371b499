import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createWebhookReader } from "./webhook";

const NOW = new Date("2026-04-02T10:00:00Z");
const SECOND = 1_000;
const read = createWebhookReader(["whsec_new", "whsec_old"], () => NOW);

const snapshot = {
  ...{ id: "evt_1", object: "event", type: "account.updated", api_version: "2026-10-28.endive" },
  ...{ created: 1_775_124_000, livemode: false, account: "acct_1" },
  data: { object: { id: "acct_1", object: "account", email: "ada@example.com" } },
};
const thin = {
  ...{ id: "evt_2", object: "v2.core.event", type: "v2.core.account.updated" },
  ...{ created: "2026-04-02T10:00:00.000Z", livemode: false },
  related_object: { id: "acct_1", type: "v2.core.account", url: "/v2/core/accounts/acct_1" },
};

function delivery(event: unknown, secret = "whsec_new", secondsAgo = 0) {
  const body = typeof event === "string" ? event : JSON.stringify(event);
  const time = Math.floor((NOW.getTime() - secondsAgo * SECOND) / SECOND);
  const hash = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
  return { body: Buffer.from(body), header: `t=${time},v1=${hash}`, hash, time };
}

function kindOf(body: Uint8Array, header: string | null, reader = read) {
  const result = reader(body, header, NOW);
  return result.ok ? "believed" : result.problem.kind;
}

describe("a webhook", () => {
  it.each([
    { form: "snapshot", event: snapshot, id: "evt_1" },
    { form: "thin", event: thin, id: "evt_2" },
  ])("is believed as a $form when its signature holds", ({ event, id }) => {
    const { body, header } = delivery(event);
    expect(read(body, header, NOW)).toMatchObject({
      ok: true,
      value: { id, type: event.type, account: "acct_1", objectId: "acct_1" },
    });
  });

  it("F51: is believed under either secret while one is being replaced, and under no other", () => {
    const old = delivery(snapshot, "whsec_old");
    expect(kindOf(old.body, old.header)).toBe("believed");
    const wrong = delivery(snapshot, "whsec_of_another_endpoint");
    expect(kindOf(wrong.body, wrong.header)).toBe("bad_signature");
    const both = `${wrong.header},v1=${old.hash}`;
    expect(kindOf(old.body, both)).toBe("believed");
    const afterwards = createWebhookReader(["whsec_new"], () => NOW);
    expect(kindOf(old.body, old.header, afterwards)).toBe("bad_signature");
  });

  it.each([
    { what: "300 s old", secondsAgo: 300, kind: "believed" },
    { what: "301 s old", secondsAgo: 301, kind: "bad_time" },
    { what: "300 s in the future", secondsAgo: -300, kind: "believed" },
    { what: "301 s in the future", secondsAgo: -301, kind: "bad_time" },
  ])("of a signature $what is $kind", ({ secondsAgo, kind }) => {
    const { body, header } = delivery(snapshot, "whsec_new", secondsAgo);
    expect(kindOf(body, header)).toBe(kind);
  });

  it("is refused without a signature, and with one of anything but its very bytes", () => {
    const { body, header, hash, time } = delivery(snapshot);
    const spaced = Buffer.from(JSON.stringify(snapshot, null, 1));
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]);
    const broken = Buffer.concat([body, Buffer.from([0xff])]);
    for (const other of [spaced, marked, broken, Buffer.alloc(0)]) {
      expect(kindOf(other, header)).toBe("bad_signature");
    }
    for (const wrong of [null, "", "nonsense", `t=${time}`, `v1=${hash}`, `t=x,v1=${hash}`]) {
      expect(kindOf(body, wrong)).toBe("bad_signature");
    }
    expect(kindOf(body, `t=1,${header}`)).toBe("bad_time");
  });

  it("is refused when no secret is set, and when it is no event", () => {
    const { body, header } = delivery(snapshot);
    expect(
      kindOf(
        body,
        header,
        createWebhookReader([], () => NOW),
      ),
    ).toBe("not_configured");
    for (const text of ["null", "[]", "{}", "5", "not JSON", '{"object":"event"}']) {
      const signed = delivery(text);
      expect(kindOf(signed.body, signed.header)).toBe("not_an_event");
    }
  });

  it("is kept without the personal data that it carries", () => {
    const { body, header } = delivery(snapshot);
    expect(JSON.stringify(read(body, header, NOW))).not.toContain("ada@example.com");
  });
});
