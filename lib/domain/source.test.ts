import { expect, it } from "vitest";
import { parseSource } from "./source";

it.each(["api", "shop-1", "0", "a.b_c", "x".repeat(64)])("reads the source %j", (text) => {
  expect(parseSource(text)).toEqual({ ok: true, value: text });
});

it.each(["", "-shop", "a b", "ä", "x".repeat(65), "shop\n"])("refuses the source %j", (text) => {
  const message = expect.stringContaining("1 to 64 letters");
  expect(parseSource(text)).toEqual({ ok: false, problem: { kind: "bad_source", message } });
});

it.each(["stripe", "Stripe", "form", "adjustment"])(
  "keeps %s for what Remit records itself: nobody’s sale passes for one of Stripe’s",
  (text) => {
    const message = expect.stringContaining(`the source ${text}: take another`);
    expect(parseSource(text)).toEqual({ ok: false, problem: { kind: "bad_source", message } });
  },
);
