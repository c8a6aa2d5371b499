import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CAST } from "./cast";
import { firstPeriod, generateEvents } from "./generate-events";

const NOW = new Date("2026-11-20T15:00:00Z");
const events = generateEvents(NOW);

describe("generateEvents", () => {
  it("tells the same story twice", () => {
    expect(generateEvents(NOW)).toEqual(events);
  });

  it("keeps what was already told when the demo is made an hour later", () => {
    const later = generateEvents(new Date("2026-11-20T16:00:00Z"));
    expect(later.filter((event) => event.occurredAt <= NOW)).toEqual(events);
  });

  it("has the plugin of the sale that the README sends to it", () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    const [, pluginId] = /"pluginId":"([^"]+)"/.exec(readme) ?? [];
    expect(CAST.flatMap(({ plugins }) => plugins).map(({ id }) => id)).toContain(pluginId);
  });

  it("is large enough for charts and small enough to load in seconds", () => {
    expect(events.length).toBeGreaterThan(20_000);
    expect(events.length).toBeLessThan(40_000);
  });

  it("spans fourteen months, the current one included, and never the future", () => {
    expect(firstPeriod(NOW)).toBe("2025-10");
    const months = new Set(events.map((event) => event.occurredAt.toISOString().slice(0, 7)));
    expect(months.size).toBe(14);
    expect(events.every((event) => event.occurredAt <= NOW)).toBe(true);
  });

  it("gives every event an id of its own, in order of time", () => {
    expect(new Set(events.map((event) => event.externalId)).size).toBe(events.length);
    const times = events.map((event) => event.occurredAt.getTime());
    expect(times).toEqual([...times].sort((left, right) => left - right));
  });

  it("gives back only what was sold, later and at most as much", () => {
    const sales = new Map(events.map((event) => [event.externalId, event]));
    const returned = new Map<string, bigint>();
    for (const { kind, correctsId, amount, occurredAt } of events) {
      if (correctsId === undefined) continue;
      const sale = sales.get(correctsId);
      expect(sale?.occurredAt.getTime()).toBeLessThan(occurredAt.getTime());
      const change = kind === "dispute_won" ? -amount.minor : amount.minor;
      const total = (returned.get(correctsId) ?? 0n) + change;
      expect(total <= (sale?.amount.minor ?? 0n)).toBe(true);
      returned.set(correctsId, total);
    }
    expect(returned.size).toBeGreaterThan(100);
  });

  it("has forty-one plugins of thirteen developers in two currencies, free and paid", () => {
    const plugins = CAST.flatMap((developer) => developer.plugins);
    expect(CAST).toHaveLength(13);
    expect(plugins).toHaveLength(41);
    expect(new Set(plugins.map((plugin) => plugin.id)).size).toBe(41);
    expect(new Set(plugins.map((plugin) => plugin.currency))).toEqual(new Set(["eur", "usd"]));
    const told = new Set(events.map((event) => event.pluginId as string));
    expect(plugins.filter((plugin) => !told.has(plugin.id))).toEqual([]);
    expect(new Set(events.map((event) => event.kind))).toEqual(
      new Set(["install", "renewal", "refund", "dispute", "dispute_won"]),
    );
  });

  it.each(["2026-01-01T00:00:00Z", "2028-02-29T23:59:59Z", "2027-03-31T12:00:00Z"])(
    "can be told on %s",
    (now) => {
      const told = generateEvents(new Date(now));
      expect(told.length).toBeGreaterThan(15_000);
      expect(told.every((event) => event.occurredAt <= new Date(now))).toBe(true);
    },
  );
});
