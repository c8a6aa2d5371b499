import { describe, expect, it } from "vitest";
import { trusted } from "./ids";
import { basisPoints } from "./share";
import { isReplaceable, type RevenueTerm, shareAt } from "./terms";

const plugin = trusted.pluginId("typeset");
const developer = trusted.developerId("inkwell");
const day = (text: string) => new Date(`${text}T00:00:00Z`);

const terms: readonly RevenueTerm[] = [
  { scope: { kind: "marketplace" }, share: basisPoints(7_000), effectiveFrom: day("2020-01-01") },
  { scope: { kind: "marketplace" }, share: basisPoints(7_500), effectiveFrom: day("2026-01-01") },
  {
    scope: { kind: "developer", developerId: developer },
    share: basisPoints(8_000),
    effectiveFrom: day("2026-03-01"),
  },
  {
    scope: { kind: "plugin", pluginId: plugin },
    share: basisPoints(6_000),
    effectiveFrom: day("2026-06-01"),
  },
  {
    scope: { kind: "plugin", pluginId: trusted.pluginId("other") },
    share: basisPoints(1),
    effectiveFrom: day("2020-01-01"),
  },
  {
    scope: { kind: "developer", developerId: trusted.developerId("somebody") },
    share: basisPoints(2),
    effectiveFrom: day("2020-01-01"),
  },
];

describe("shareAt", () => {
  it.each([
    ["2019-12-31", 7_000, "the default before any term began"],
    ["2025-12-31", 7_000, "the marketplace's first term"],
    ["2026-01-01", 7_500, "the marketplace's later term from its first instant"],
    ["2026-03-01", 8_000, "the developer's own term"],
    ["2026-06-01", 6_000, "the plugin's own term, even when it is worse"],
  ])("on %s gives %i: %s", (date, share) => {
    expect(shareAt(terms, { pluginId: plugin, developerId: developer, at: day(date) })).toBe(share);
  });

  it("keeps to the closer term when a wider one begins after it", () => {
    const later: RevenueTerm = {
      ...{ share: basisPoints(9_000), effectiveFrom: day("2026-07-01") },
      scope: { kind: "marketplace" },
    };
    const sale = { pluginId: plugin, developerId: developer, at: day("2026-08-01") };
    expect(shareAt([...terms, later], sale)).toBe(6_000);
    const other = { ...sale, pluginId: trusted.pluginId("brand-new") };
    expect(shareAt([...terms, later], other)).toBe(8_000);
    const stranger = { ...other, developerId: trusted.developerId("stranger") };
    expect(shareAt([...terms, later], stranger)).toBe(9_000);
  });

  it("takes the latest of several terms, in whatever order they come", () => {
    const sale = { pluginId: plugin, developerId: developer, at: day("2026-02-01") };
    expect(shareAt([...terms].reverse(), sale)).toBe(7_500);
  });
});

describe("isReplaceable", () => {
  it.each([
    { what: "another rate before its day", share: 8_000, now: "2026-05-31", replaces: true },
    {
      what: "another rate from its first instant on",
      share: 8_000,
      now: "2026-06-01",
      replaces: false,
    },
    { what: "another rate long after", share: 8_000, now: "2026-09-01", replaces: false },
    {
      what: "the same rate, which changes nothing",
      share: 7_000,
      now: "2026-05-31",
      replaces: false,
    },
  ])("of $what is $replaces", ({ share, now, replaces }) => {
    const wanted = { share: basisPoints(share), effectiveFrom: day("2026-06-01") };
    expect(isReplaceable({ share: basisPoints(7_000) }, wanted, day(now))).toBe(replaces);
  });
});
