import { describe, expect, it } from "vitest";
import { ownPath } from "./own-url";

const APP = "https://remit.example";

describe("ownPath", () => {
  it.each([
    ["/earnings", "/earnings"],
    ["/earnings?from=2026-01#chart", "/earnings?from=2026-01#chart"],
    ["https://remit.example/payouts", "/payouts"],
    ["earnings", "/earnings"],
    ["/a/../earnings", "/earnings"],
  ])("keeps %j as %j", (text, path) => {
    expect(ownPath(text, APP)).toBe(path);
  });

  it.each([
    ["another host", "//evil.example"],
    ["another host by backslashes", "/\\evil.example"],
    ["two backslashes", "\\\\evil.example"],
    ["a host that begins with ours", "https://remit.example.evil.example"],
    ["our host as a user name", "https://remit.example@evil.example"],
    ["a user name at our host", "https://evil@remit.example/"],
    ["the same host without TLS", "http://remit.example/"],
    ["another port", "https://remit.example:8443/"],
    ["a script", "javascript:alert(1)"],
    ["data", "data:text/html,hello"],
    ["a path that a later redirect reads as a host", "/.//evil.example"],
    ["a tab in a scheme-relative address", "/\t/evil.example"],
    ["a NUL", "/earnings\u0000"],
    ["a line break", "/earnings\r\nSet-Cookie: a=b"],
    ["ten kilobytes", `/${"a".repeat(10_000)}`],
    ["nothing", ""],
    ["no text", ["/earnings"]],
    ["no value", undefined],
  ])("refuses %s", (_, text) => {
    expect(ownPath(text, APP)).toBeUndefined();
  });
});
