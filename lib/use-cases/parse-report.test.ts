import { describe, expect, it } from "vitest";
import { parseInstant, parseReport, type ReportFields } from "./parse-report";

const good: ReportFields = {
  externalId: "order-1",
  kind: "install",
  pluginId: "atlas",
  amountMinor: 999n,
  currency: "EUR",
  occurredAt: "2026-03-31T23:59:59.123Z",
};
const codeOf = (fields: Partial<ReportFields>) => {
  const parsed = parseReport({ ...good, ...fields });
  return parsed.ok ? "ok" : parsed.problem.code;
};

describe("parseReport", () => {
  it("reads a report with its currency in lower case and its instant in UTC", () => {
    const parsed = parseReport({ ...good, occurredAt: "2026-04-01T01:00:00+02:00" });
    expect(parsed).toEqual({
      ok: true,
      value: {
        externalId: "order-1",
        kind: "install",
        pluginId: "atlas",
        amount: { minor: 999n, currency: "eur" },
        occurredAt: new Date("2026-03-31T23:00:00Z"),
      },
    });
  });

  it.each([
    ["bad_external_id", { externalId: "" }],
    ["bad_external_id", { externalId: "x".repeat(256) }],
    ["bad_external_id", { externalId: "a\u0000b" }],
    ["bad_external_id", { externalId: "a\nb" }],
    ["bad_external_id", { externalId: "\ud800" }],
    ["ok", { externalId: "x".repeat(255) }],
    ["ok", { externalId: "🎉 '; drop table events; --" }],
    ["bad_kind", { kind: "Install" }],
    ["bad_kind", { kind: "adjustment" }],
    ["bad_kind", { kind: "__proto__" }],
    ["bad_plugin_id", { pluginId: "../atlas" }],
    ["bad_plugin_id", { pluginId: "" }],
    ["bad_currency", { currency: "" }],
    ["bad_currency", { currency: "EURO" }],
    ["bad_currency", { currency: "XXX" }],
    ["bad_currency", { currency: "ЕUR" }],
    ["ok", { currency: "jpy" }],
    ["bad_amount", { amountMinor: -1n }],
    ["bad_amount", { amountMinor: 1_000_000_000_001n }],
    ["ok", { amountMinor: 1_000_000_000_000n }],
    ["ok", { amountMinor: 0n }],
    ["ok", { amountMinor: -5n, kind: "refund" }],
    ["ok", { amountMinor: -5n, kind: "dispute" }],
    ["bad_amount", { amountMinor: -5n, kind: "dispute_won" }],
    ["bad_buyer_ref", { buyerRef: "" }],
    ["bad_corrects_id", { correctsId: "\u0007" }],
  ] as const)("answers %s to %o", (code, fields) => {
    expect(codeOf(fields)).toBe(code);
  });

  it("takes one external id in two normal forms for the same", () => {
    const parsed = parseReport({ ...good, externalId: "cafe\u0301" });
    expect(parsed.ok && parsed.value.externalId).toBe("caf\u00e9");
  });
});

describe("parseInstant", () => {
  it.each([
    "2026-02-30T00:00:00Z",
    "2025-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-10T00:00:00Z",
    "2026-03-31T24:00:00Z",
    "2026-06-30T23:59:60Z",
    "2026-03-31T10:00:00",
    "2026-03-31",
    "2026-03-31 10:00:00Z",
    "2026-03-31T10:00:00+15:00",
    "1774000000",
    "10000-01-01T00:00:00Z",
    "",
  ])("refuses %j", (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it.each([
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
    ["2026-03-31T10:00:00.123456Z", "2026-03-31T10:00:00.123Z"],
    ["2026-03-31T10:00:00+14:00", "2026-03-30T20:00:00.000Z"],
  ])("reads %j", (text, instant) => {
    expect(parseInstant(text)?.toISOString()).toBe(instant);
  });
});
