import { describe, expect, it } from "vitest";
import {
  ADJUSTMENT_NOTE_MAX,
  ADJUSTMENT_REASONS,
  ADJUSTMENT_WORDS,
  adjustmentText,
  checkAdjustment,
} from "./adjustment";
import { trustedCurrency } from "./currency";
import { AMOUNT_MAX_MINOR, money } from "./money";

const eur = (minor: bigint) => money(minor, trustedCurrency("eur"));
const wish = { amount: eur(500n), reason: "goodwill", note: "for the outage" };

describe("checkAdjustment", () => {
  it.each([1n, -1n, AMOUNT_MAX_MINOR, -AMOUNT_MAX_MINOR])("takes %s minor units", (minor) => {
    expect(checkAdjustment({ ...wish, amount: eur(minor) })).toEqual({
      ok: true,
      value: { ...wish, amount: eur(minor) },
    });
  });

  it.each([0n, AMOUNT_MAX_MINOR + 1n, -AMOUNT_MAX_MINOR - 1n])(
    "refuses %s minor units",
    (minor) => {
      const refused = { ok: false, problem: { kind: "bad_amount" } };
      expect(checkAdjustment({ ...wish, amount: eur(minor) })).toEqual(refused);
    },
  );

  it.each(ADJUSTMENT_REASONS)("knows the reason %s", (reason) => {
    expect(checkAdjustment({ ...wish, reason }).ok).toBe(true);
  });

  it.each(["", "Goodwill", "toString"])("does not know the reason %j", (reason) => {
    const refused = { ok: false, problem: { kind: "bad_reason" } };
    expect(checkAdjustment({ ...wish, reason })).toEqual(refused);
  });

  it("keeps a note trimmed and composed, up to its greatest length", () => {
    const note = "n".repeat(ADJUSTMENT_NOTE_MAX);
    expect(checkAdjustment({ ...wish, note: `  ${note}\n` })).toMatchObject({ value: { note } });
    expect(checkAdjustment({ ...wish, note: "Cafe\u0301" })).toMatchObject({
      value: { note: "Caf\u00e9" },
    });
  });

  it.each(["", " \n ", "n".repeat(ADJUSTMENT_NOTE_MAX + 1), "half \ud83d"])(
    "refuses the note %j",
    (note) => {
      const refused = { ok: false, problem: { kind: "bad_note" } };
      expect(checkAdjustment({ ...wish, note })).toEqual(refused);
    },
  );
});

describe("adjustmentText", () => {
  it("says the reason in words, and the note", () => {
    expect(adjustmentText({ reason: "goodwill", note: "for March" })).toBe("Goodwill: for March");
  });

  it("has different words for each reason", () => {
    const words = ADJUSTMENT_REASONS.map((reason) => ADJUSTMENT_WORDS[reason]);
    expect(new Set(words).size).toBe(ADJUSTMENT_REASONS.length);
    expect(words.every((word) => /^[A-Z]/.test(word))).toBe(true);
  });
});
