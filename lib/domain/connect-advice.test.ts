import { describe, expect, it } from "vitest";
import { ACCESS_LOST, connectAdvice } from "./connect";

const nothing = { requirementsDue: [], disabledReason: undefined };

describe("connectAdvice", () => {
  it("says in each state whose turn it is, what is the matter and what comes next", () => {
    const advice = [
      connectAdvice("not_started", nothing),
      connectAdvice("incomplete", nothing),
      connectAdvice("under_review", nothing),
      connectAdvice("ready", nothing),
      connectAdvice("ready", { ...nothing, requirementsDue: ["individual.id_number"] }),
      connectAdvice("rejected", { ...nothing, disabledReason: ACCESS_LOST }),
      connectAdvice("rejected", nothing),
    ];
    expect(advice.map(({ turn }) => turn)).toEqual([
      ...["developer", "developer", "stripe", "nobody", "developer", "developer", "nobody"],
    ]);
    for (const said of ["headline", "detail"] as const) {
      const words = advice.map((one) => one[said]);
      expect(new Set(words).size).toBe(advice.length);
      expect(words.every((word) => /^[A-Z].{10,}/.test(word))).toBe(true);
    }
  });

  it("knows a lost account by the reason that is kept", () => {
    expect(ACCESS_LOST).toBe("access_lost");
  });
});
