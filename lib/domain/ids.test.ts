import { describe, expect, it } from "vitest";
import {
  MARKETPLACE_ID_RULE,
  parseDeveloperId,
  parseEventId,
  parsePayoutId,
  parsePluginId,
  parseRunId,
  trusted,
} from "./ids";

const UUID = "0190b6f2-7a3c-7d10-8f00-0123456789ab";

describe.each([
  ["parseDeveloperId", parseDeveloperId],
  ["parsePluginId", parsePluginId],
])("%s", (_, parse) => {
  it.each(["a", "7", "A-b_c.9", "x".repeat(128)])("accepts %s", (text) => {
    expect(parse(text)).toEqual({ ok: true, value: text });
  });

  it.each(["", "-a", ".a", "_a", "a b", "a/b", "a\n", "ä", "x".repeat(129)])(
    "refuses %j",
    (text) => {
      expect(parse(text)).toEqual({ ok: false, problem: { kind: "bad_id", text } });
    },
  );
});

describe.each([
  ["parsePayoutId", parsePayoutId],
  ["parseRunId", parseRunId],
  ["parseEventId", parseEventId],
])("%s", (_, parse) => {
  it("accepts a UUID in lower case", () => {
    expect(parse(UUID)).toEqual({ ok: true, value: UUID });
  });

  it.each([
    "",
    UUID.toUpperCase(),
    UUID.slice(1),
    `${UUID}0`,
    `x${UUID}`,
    UUID.replaceAll("-", ""),
  ])("refuses %j", (text) => {
    expect(parse(text)).toEqual({ ok: false, problem: { kind: "bad_id", text } });
  });

  it.each([0, 9, 14, 19, 24])("refuses a UUID whose %ith sign is not hexadecimal", (at) => {
    expect(parse(`${UUID.slice(0, at)}g${UUID.slice(at + 1)}`).ok).toBe(false);
  });
});

describe("MARKETPLACE_ID_RULE", () => {
  it("tells people of the lengths that are taken, and of nothing longer", () => {
    const [least = 0, most = 0] = (MARKETPLACE_ID_RULE.match(/\d+/g) ?? []).map(Number);
    const isTaken = (length: number) => parsePluginId("a".repeat(length)).ok;
    expect([least - 1, least, most, most + 1].map(isTaken)).toEqual([false, true, true, false]);
  });
});

describe("trusted", () => {
  it("hands ids through that were parsed on their way in", () => {
    expect(Object.values(trusted).map((trust) => trust("an-id"))).toEqual(Array(6).fill("an-id"));
  });
});
