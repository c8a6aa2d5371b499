import { expect, it } from "vitest";
import { fail, ok, unreachable } from "./result";

it("tells an answer from a refusal", () => {
  expect(ok(1)).toEqual({ ok: true, value: 1 });
  expect(fail("why")).toEqual({ ok: false, problem: "why" });
});

it("names the case that nobody thought of", () => {
  expect(() => unreachable({ kind: "new" } as never)).toThrow('Unreachable case: {"kind":"new"}');
});
