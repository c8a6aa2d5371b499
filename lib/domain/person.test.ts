import { expect, it } from "vitest";
import { isSamePerson } from "./person";

it.each([
  ["user:ada@example.com", "operator:ada@example.com", true],
  ["user:ada@example.com", "user:ada@example.com", true],
  ["user:ada@example.com", "user:ben@example.com", false],
  ["api-key:rmt_1", "api-key:rmt_1", true],
  ["api-key:ada@example.com", "user:ada@example.com", false],
  // The word counts at the beginning only.
  ["api-key:user:ada", "api-key:ada", false],
  ["user:operator:ada", "operator:ada", false],
  // Through any of their keys, whatever those are called.
  ["key:ada@example.com 0123456789 nightly-close", "user:ada@example.com", true],
  ["key:ada@example.com 0123456789 nightly-close", "operator:ada@example.com", true],
  ["key:ada@example.com 0123456789 a", "key:ada@example.com abcdef0123 ben@example.com", true],
  ["key:ada@example.com 0123456789 user:ben@example.com", "user:ben@example.com", false],
  ["key:ada@example.com 0123456789 two\nlines", "user:ada@example.com", true],
  ["key:ada@example.com 0123456789 x", "key:ben@example.com 0123456789 x", false],
  // A name that nobody qualified is not somebody else's.
  ["user:ada@example.com", "ada@example.com", true],
])("%s and %s are one person: %s", (left, right, isSame) => {
  expect(isSamePerson(left, right)).toBe(isSame);
  expect(isSamePerson(right, left)).toBe(isSame);
});
