import { describe, expect, it } from "vitest";
import { trusted } from "./ids";
import {
  AUTHORS_MAX,
  type Author,
  authorsAt,
  checkShares,
  ownParts,
  type PluginShares,
} from "./parts";
import { basisPoints, WHOLE_BASIS_POINTS } from "./share";

const ada = trusted.developerId("ada");
const bob = trusted.developerId("bob");
const cleo = trusted.developerId("cleo");
const author = (developerId: Author["developerId"], part: number) => ({
  developerId,
  part: basisPoints(part),
});

describe("authorsAt", () => {
  const shares = (day: string, leadPart: number, ...others: Author[]): PluginShares => ({
    revision: 1,
    effectiveFrom: new Date(day),
    leadPart: basisPoints(leadPart),
    others,
  });
  const at = new Date("2026-03-10T12:00:00Z");

  it("is nobody but the owner without shares, before they begin, and once they ended", () => {
    expect(authorsAt([], ada, at)).toBeUndefined();
    const later = shares("2026-03-11", 7_000, author(bob, 3_000));
    expect(authorsAt([later], ada, at)).toBeUndefined();
    const ended = shares("2026-03-05", 10_000);
    const begun = shares("2026-03-01", 7_000, author(bob, 3_000));
    expect(authorsAt([begun, ended], ada, at)).toBeUndefined();
  });

  it("names others with equal parts by their ids, in whatever order they were given", () => {
    const [one, two] = [author(bob, 3_000), author(cleo, 3_000)];
    for (const others of [
      [one, two],
      [two, one],
    ]) {
      const named = authorsAt([shares("2026-03-01", 4_000, ...others)], ada, at);
      expect(named).toEqual([author(ada, 4_000), one, two]);
    }
  });

  it("names the owner first and the others by the size of their part", () => {
    const held = shares("2026-03-01", 2_000, author(cleo, 3_000), author(bob, 5_000));
    expect(authorsAt([held], ada, at)).toEqual([
      author(ada, 2_000),
      author(bob, 5_000),
      author(cleo, 3_000),
    ]);
  });

  it("gives the lead's part to whoever owns the plugin then, beside their own", () => {
    const held = shares("2026-03-01", 5_000, author(bob, 3_000), author(cleo, 2_000));
    expect(authorsAt([held], bob, at)).toEqual([author(bob, 8_000), author(cleo, 2_000)]);
  });

  it("follows the shares that began last, and of two from one day those set later", () => {
    const first = shares("2026-03-01", 7_000, author(bob, 3_000));
    const second = { ...shares("2026-03-02", 6_000, author(bob, 4_000)), revision: 2 };
    const third = { ...shares("2026-03-02", 5_500, author(bob, 4_500)), revision: 3 };
    for (const agreed of [
      [third, first, second],
      [first, second, third],
      [second, third, first],
    ]) {
      expect(authorsAt(agreed, ada, at)?.[0]).toEqual(author(ada, 5_500));
    }
  });
});

describe("checkShares", () => {
  const wanted = (...parts: [Author["developerId"], number][]) =>
    checkShares(parts.map(([developerId, part]) => ({ developerId, part })));

  it("takes parts that make 100 %", () => {
    expect(wanted([ada, 7_000], [bob, 3_000])).toEqual({
      ok: true,
      value: [author(ada, 7_000), author(bob, 3_000)],
    });
    expect(wanted([ada, 9_999], [bob, 1]).ok).toBe(true);
    expect(wanted([ada, 10_000]).ok).toBe(true);
  });

  it("takes as many developers as the limit, and not one more", () => {
    const each = WHOLE_BASIS_POINTS / AUTHORS_MAX;
    const crowd = Array.from({ length: AUTHORS_MAX }, (_, index): [typeof ada, number] => [
      trusted.developerId(`dev-${index}`),
      each,
    ]);
    expect(wanted(...crowd).ok).toBe(true);
    const problem = { kind: "too_many_developers" };
    expect(wanted(...crowd, [ada, each])).toEqual({ ok: false, problem });
  });

  it.each([
    { parts: [], kind: "no_developers" },
    { parts: [[ada, 9_999]], kind: "not_whole" },
    {
      parts: [
        [ada, 9_999],
        [bob, 2],
      ],
      kind: "not_whole",
    },
    {
      parts: [
        [ada, 5_000],
        [ada, 5_000],
      ],
      kind: "named_twice",
    },
    {
      parts: [
        [ada, 10_000],
        [bob, 0],
      ],
      kind: "bad_part",
    },
    {
      parts: [
        [ada, 10_001],
        [bob, -1],
      ],
      kind: "bad_part",
    },
    { parts: [[ada, 10_001]], kind: "bad_part" },
    {
      parts: [
        [ada, 9_999.5],
        [bob, 0.5],
      ],
      kind: "bad_part",
    },
  ] as const)("refuses $parts as $kind", ({ parts, kind }) => {
    const checked = wanted(...parts.map(([id, part]): [typeof ada, number] => [id, part]));
    expect(checked).toMatchObject({ ok: false, problem: { kind } });
  });
});

describe("ownParts", () => {
  const march = { from: new Date("2026-03-01"), to: new Date("2026-04-01") };
  const shares = (revision: number, day: string, leadPart: number, ...others: Author[]) => ({
    ...{ revision, effectiveFrom: new Date(day), leadPart: basisPoints(leadPart), others },
  });
  const owned = (developerId: Author["developerId"], day: string) => ({
    ...{ developerId, effectiveFrom: new Date(day) },
  });

  it("is a whole for an owner alone, and nothing for everybody else", () => {
    const plugin = { owners: [owned(ada, "1970-01-01")], shares: [] };
    expect(ownParts(plugin, ada, march)).toEqual([10_000]);
    expect(ownParts(plugin, bob, march)).toEqual([]);
  });

  it("tells each part of the span in turn, of co-authors and of owners who come and go", () => {
    const plugin = {
      owners: [owned(ada, "1970-01-01"), owned(cleo, "2026-03-20")],
      shares: [
        shares(1, "2026-02-01", 7_000, author(bob, 3_000)),
        shares(2, "2026-03-10", 6_000, author(bob, 4_000)),
        shares(3, "2026-04-01", 10_000),
      ],
    };
    expect(ownParts(plugin, ada, march)).toEqual([7_000, 6_000]);
    expect(ownParts(plugin, bob, march)).toEqual([3_000, 4_000]);
    expect(ownParts(plugin, cleo, march)).toEqual([6_000]);
    const later = { from: new Date("2026-04-02"), to: new Date("2026-04-02") };
    expect(ownParts(plugin, cleo, later)).toEqual([10_000]);
    expect(ownParts(plugin, bob, later)).toEqual([]);
  });

  it("tells them in the order of time, whatever the order they were agreed in", () => {
    const plugin = {
      owners: [owned(ada, "1970-01-01")],
      shares: [
        shares(2, "2026-03-20", 5_000, author(bob, 5_000)),
        shares(1, "2026-03-10", 6_000, author(bob, 4_000)),
      ],
    };
    expect(ownParts(plugin, bob, march)).toEqual([4_000, 5_000]);
    expect(ownParts(plugin, ada, march)).toEqual([10_000, 6_000, 5_000]);
  });

  it("names a part again that comes back, and once that goes on", () => {
    const plugin = {
      owners: [owned(ada, "1970-01-01")],
      shares: [
        shares(1, "2026-03-05", 6_000, author(bob, 4_000)),
        shares(2, "2026-03-10", 6_000, author(cleo, 4_000)),
        shares(3, "2026-03-20", 7_000, author(bob, 3_000)),
        shares(4, "2026-03-25", 6_000, author(bob, 4_000)),
      ],
    };
    expect(ownParts(plugin, ada, march)).toEqual([10_000, 6_000, 7_000, 6_000]);
  });

  it("is nothing before anybody owned the plugin", () => {
    const plugin = { owners: [owned(ada, "2026-03-15")], shares: [] };
    expect(ownParts(plugin, ada, march)).toEqual([10_000]);
    const before = { from: new Date("2026-02-01"), to: new Date("2026-02-02") };
    expect(ownParts(plugin, ada, before)).toEqual([]);
  });
});
