import { expect, it } from "vitest";
import { trustedPeriod } from "../period";
import { payoutScope, runScope } from "./payout-words";

const period = trustedPeriod("2026-03");

it.each([
  [{}, "Payout for March 2026: everything unpaid through the end of that month."],
  [
    { pluginName: "Timer" },
    "Payout for March 2026: everything unpaid of Timer through the end of that month.",
  ],
  [{ saleId: "s1" }, "Your share of one sale, in a payout of its own."],
])("says of a payout with %o what it is of: %s", (facts, words) => {
  expect(payoutScope({ period, saleId: undefined, pluginName: undefined, ...facts })).toBe(words);
});

it.each([
  [undefined, "Everything owed through March 2026"],
  ["timer", "What the plugin timer earned through March 2026, and nothing else"],
])("says of a run of the plugin %s what it pays: %s", (pluginId, words) => {
  expect(runScope({ period, pluginId })).toBe(words);
});
