import { expect, it } from "vitest";
import { actorWords } from "./actor-words";

it.each([
  ["user:ada@example.com", "ada@example.com"],
  ["operator:ada@example.com", "ada@example.com, on the command line"],
  ["key:ada@example.com 0123456789 nightly-close", "ada@example.com through key nightly-close"],
  ["key:ada@example.com 0123456789 close, nightly", "ada@example.com through key close, nightly"],
  ["api-key:0123456789", "API key 0123456789"],
  ["schedule", "Remit’s schedule"],
  ["somebody", "somebody"],
])("says %j as %j", (name, words) => {
  expect(actorWords(name)).toBe(words);
});
