import { describe, expect, it } from "vitest";
import { parseEmail } from "./email";

describe("parseEmail", () => {
  it.each([
    ["Ada@Example.COM", "ada@example.com"],
    ["  ada@example.com ", "ada@example.com"],
    ["ada+sales@example.com", "ada+sales@example.com"],
    ["ada.lovelace@mail.xn--bcher-kva.example", "ada.lovelace@mail.xn--bcher-kva.example"],
  ])("reads %j as %j", (text, email) => {
    expect(parseEmail(text)).toEqual({ ok: true, value: email });
  });

  it.each([
    ["two at signs", "a@b@c.example"],
    ["a full-width at sign", "a＠b.example"],
    ["a full-width at sign after a real one", "a@b.example＠c.example"],
    ["quotes", '"a b"@example.com'],
    ["a comma, which would be two recipients", "a@example.com,b@example.com"],
    ["a semicolon", "a@example.com;b@example.com"],
    ["a line break that adds a header", "a@example.com\r\nBcc: b@example.com"],
    ["an angle bracket", "Ada <a@example.com>"],
    ["a Cyrillic look-alike", "аda@example.com"],
    ["a domain outside ASCII", "a@bücher.example"],
    ["a trailing dot", "a@example.com."],
    ["no domain", "a@"],
    ["no local part", "@example.com"],
    ["a host without a dot", "a@localhost"],
    ["a NUL", "a\u0000@example.com"],
    ["nothing", ""],
    [
      "more than 254 characters",
      `a@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(63)}.${"e".repeat(63)}.example`,
    ],
  ])("refuses %s", (_, text) => {
    expect(parseEmail(text).ok).toBe(false);
  });
});
