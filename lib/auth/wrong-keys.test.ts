import { describe, expect, it } from "vitest";
import { addressOf, createWrongKeys, WRONG_KEYS_MAX } from "./wrong-keys";

const START = new Date("2026-05-20T12:00:00Z");
const later = (seconds: number) => new Date(START.getTime() + seconds * 1_000);
const from = (address: string, prefix?: string) => ({ address, prefix });

function tryOften(keys: ReturnType<typeof createWrongKeys>, times: number, at = START) {
  return Array.from({ length: times }, () => keys.note(from("192.0.2.1"), at));
}

describe("createWrongKeys", () => {
  it("lets an address be wrong so often, and then says how long to wait", () => {
    const keys = createWrongKeys();
    expect(tryOften(keys, WRONG_KEYS_MAX)).toEqual(Array(WRONG_KEYS_MAX).fill(undefined));
    expect(keys.note(from("192.0.2.1"), later(10.5))).toBe(50);
    expect(keys.note(from("192.0.2.2"), later(11))).toBeUndefined();
  });

  it("begins anew after a minute, however much was tried meanwhile", () => {
    const keys = createWrongKeys();
    tryOften(keys, 1_000);
    expect(keys.note(from("192.0.2.1"), later(59.9))).toBe(1);
    expect(keys.note(from("192.0.2.1"), later(60))).toBeUndefined();
  });

  it("limits guesses at one key from any number of addresses", () => {
    const keys = createWrongKeys();
    for (let no = 0; no < WRONG_KEYS_MAX; no++)
      keys.note(from(`192.0.2.${no}`, "0123456789"), START);
    expect(keys.note(from("198.51.100.1", "0123456789"), START)).toBe(60);
    expect(keys.note(from("198.51.100.1", "9876543210"), START)).toBeUndefined();
  });

  it("forgets the longest unseen first when there are too many to remember", () => {
    const keys = createWrongKeys();
    tryOften(keys, WRONG_KEYS_MAX);
    for (let no = 0; no < 9_999; no++) keys.note(from(`other-${no}`), START);
    expect(keys.note(from("192.0.2.1"), START)).toBe(60);
    for (let no = 0; no < 10_000; no++) keys.note(from(`another-${no}`), START);
    expect(keys.note(from("192.0.2.1"), START)).toBeUndefined();
  });
});

describe("addressOf", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["1.2.3.4, 203.0.113.7", "203.0.113.7"],
    ["2001:db8::1", "2001:db8::1"],
    ["", "unknown"],
    [`a,${"b".repeat(1_000)}`, "b".repeat(64)],
  ])("takes of %j what the last hop said", (header, address) => {
    expect(addressOf(new Headers({ "x-forwarded-for": header }))).toBe(address);
  });

  it("has a place for those that nothing is known of", () => {
    expect(addressOf(new Headers())).toBe("unknown");
  });
});
