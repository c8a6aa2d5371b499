import { expect, it } from "vitest";
import { toJson } from "./json";

it("writes a bigint as a plain integer, however large, and all else as it is", () => {
  const value = { amount: 2n ** 63n, text: "7", list: [-1n, 0.5, null, true] };
  expect(toJson(value)).toBe('{"amount":9223372036854775808,"text":"7","list":[-1,0.5,null,true]}');
});

it("indents when told to", () => {
  expect(toJson({ amount: 1n }, 2)).toBe('{\n  "amount": 1\n}');
});
