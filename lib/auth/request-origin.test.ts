import { describe, expect, it } from "vitest";
import { isOwnOrigin } from "./request-origin";

const APP = "https://remit.example";

describe("isOwnOrigin", () => {
  it.each([
    { sent: { origin: "https://remit.example" }, own: true },
    { sent: { origin: "https://remit.example", host: "evil.example" }, own: true },
    { sent: { "sec-fetch-site": "same-origin" }, own: true },
    { sent: {}, own: false },
    { sent: { origin: "null" }, own: false },
    { sent: { origin: "null", "sec-fetch-site": "same-origin" }, own: false },
    { sent: { origin: "" }, own: false },
    { sent: { origin: "https://evil.example" }, own: false },
    { sent: { origin: "http://remit.example" }, own: false },
    { sent: { origin: "https://remit.example:8443" }, own: false },
    { sent: { origin: "https://remit.example.evil.example" }, own: false },
    { sent: { origin: "https://evil.example", host: "remit.example" }, own: false },
    { sent: { host: "remit.example", "x-forwarded-host": "remit.example" }, own: false },
    { sent: { "sec-fetch-site": "same-site" }, own: false },
    { sent: { "sec-fetch-site": "cross-site" }, own: false },
    { sent: { "sec-fetch-site": "none" }, own: false },
  ])("says $own to $sent", ({ sent, own }) => {
    expect(isOwnOrigin(new Headers(sent as Record<string, string>), APP)).toBe(own);
  });
});
