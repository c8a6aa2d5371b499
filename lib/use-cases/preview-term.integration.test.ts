import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findTermEffect } from "@/db/queries/term-effect";
import { type AdminActor, mintAdmin } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import type { EventKind } from "@/lib/domain/event";
import { trusted } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { trustedDay, UTC } from "@/lib/domain/period";
import { basisPoints } from "@/lib/domain/share";
import type { TermChange } from "@/lib/domain/term-effect";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { accepted } from "@/scripts/testing/payout-world";
import { recomputeEffect } from "@/scripts/testing/recompute-effect";
import { addTerm } from "./add-term";
import { adjustBalance } from "./adjust-balance";
import { previewTerm } from "./preview-term";
import { recordEvents } from "./record-events";
import { saveDeveloper } from "./save-developer";
import { savePlugin } from "./save-plugin";
import { setPluginShares } from "./set-plugin-shares";
import { createOfflineDeps } from "./world";

const PLUGINS = ["atlas", "aster", "borea", "cirrus", "duet", "trio"] as const;
const OWNERS = {
  ...{ atlas: "ada", aster: "ada", borea: "ben", cirrus: "cleo", duet: "dan", trio: "ben" },
} as const;
/** Dan shares one plugin with Ada, and Ben, who has a rate of his own, another with two. */
const SHARES = {
  duet: { dan: 6_667, ada: 3_333 },
  trio: { ben: 3_334, ada: 3_333, cleo: 3_333 },
} as const;
const TOMORROW = trustedDay("2026-06-16");
const MARKETPLACE = { kind: "marketplace" } as const;
const SINCE = new Date("2025-06-15T00:00:00Z");

let db: TestDatabase;
let admin: AdminActor;
let deps: ReturnType<typeof createOfflineDeps>;

beforeAll(async () => {
  db = await createTestDatabase();
  admin = mintAdmin("user:fin@example.com");
  const stripe = { secretKey: "sk_test_sim_terms", apiBase: "http://127.0.0.1:9" };
  const now = () => new Date("2026-06-15T10:00:00Z");
  deps = createOfflineDeps({ db, now, zone: UTC, stripe });
  for (const plugin of PLUGINS) {
    const developerId = trusted.developerId(OWNERS[plugin]);
    await saveDeveloper(deps, admin, { id: developerId, name: OWNERS[plugin].toUpperCase() });
    const id = trusted.pluginId(plugin);
    accepted(await savePlugin(deps, admin, { id, developerId, name: `Plugin ${plugin}` }));
  }
  for (const [plugin, parts] of Object.entries(SHARES)) {
    const shares = Object.entries(parts).map(([id, part]) => ({
      ...{ developerId: trusted.developerId(id), part },
    }));
    const pluginId = trusted.pluginId(plugin);
    accepted(await setPluginShares(deps, admin, { pluginId, shares }));
  }
  await sellForTwoYears();
});
afterAll(() => db.drop());

type Report = {
  readonly id: string;
  readonly plugin: string;
  readonly amount: bigint;
  readonly at: string;
  readonly kind?: EventKind;
  readonly corrects?: string;
  readonly currency?: string;
};

async function record(reports: readonly Report[]): Promise<void> {
  const results = await recordEvents(
    deps,
    "test",
    reports.map(({ id, plugin, amount, at, kind, corrects, currency }) => ({
      ...{ externalId: id, kind: kind ?? "install", pluginId: trusted.pluginId(plugin) },
      amount: money(amount, trustedCurrency(currency ?? "eur")),
      ...{ occurredAt: new Date(`${at}T12:00:00Z`), correctsId: corrects },
    })),
  );
  for (const result of results) if (result.status !== "recorded") throw new Error(result.status);
}

/**
 * Odd cents in two currencies, in parts given back, before and within the twelve months; rates of
 * a plugin and of a developer that began in the middle.
 */
async function sellForTwoYears(): Promise<void> {
  await term({ kind: "plugin", pluginId: trusted.pluginId("aster") }, 8_000, "2025-12-01");
  await term({ kind: "developer", developerId: trusted.developerId("ben") }, 7_700, "2026-01-01");
  const months = ["2025-05", "2025-06", "2025-08", "2025-12", "2026-02", "2026-06"];
  const sales = months.flatMap((month, age) =>
    PLUGINS.flatMap((plugin, index) =>
      ["eur", "jpy"].map((currency) => ({
        id: `${plugin} ${month} ${currency}`,
        ...{ plugin, currency, at: `${month}-${month === "2026-06" ? "14" : "15"}` },
        amount: BigInt(999 + 101 * age + 37 * index),
      })),
    ),
  );
  await record(sales);
  await record(
    sales.flatMap(({ id, plugin, currency, amount }) =>
      ["1", "2", "3"].map((part) => ({
        ...{ id: `${id} refund ${part}`, plugin, currency, at: "2026-06-14", corrects: id },
        ...({ kind: "refund", amount: amount / 7n } as const),
      })),
    ),
  );
  const disputed = { plugin: "borea", at: "2026-06-14", corrects: "borea 2025-08 eur" } as const;
  await record([{ ...disputed, id: "d", kind: "dispute", amount: 333n }]);
  await record([{ ...disputed, id: "w", kind: "dispute_won", amount: 333n }]);
  await record([{ id: "free", plugin: "atlas", amount: 0n, at: "2026-06-01" }]);
  const plugin = { developerId: trusted.developerId("ada"), pluginId: trusted.pluginId("atlas") };
  const wish = { ...plugin, externalId: "x", amount: money(5_000n, trustedCurrency("eur")) };
  accepted(await adjustBalance(deps, admin, { ...wish, reason: "bonus", note: "spring" }));
}

async function term(scope: TermChange["scope"], bps: number, day: string) {
  const share = basisPoints(bps);
  return accepted(await addTerm(deps, admin, { scope, share, day: trustedDay(day) }));
}

describe("the effect of a rate", () => {
  it.each([
    [MARKETPLACE, 7_500],
    [MARKETPLACE, 6_667],
    [MARKETPLACE, 0],
    [MARKETPLACE, 10_000],
    [{ kind: "developer", developerId: trusted.developerId("ada") }, 7_333],
    [{ kind: "developer", developerId: trusted.developerId("ben") }, 7_001],
    [{ kind: "plugin", pluginId: trusted.pluginId("aster") }, 9_999],
    [{ kind: "developer", developerId: trusted.developerId("dan") }, 6_001],
    [{ kind: "plugin", pluginId: trusted.pluginId("trio") }, 5_557],
  ] as const)(
    "of %o at %i basis points is what each event alone would come to",
    async (scope, bps) => {
      const change = { scope, share: basisPoints(bps) };
      const parts = (await findTermEffect(db, change, SINCE)) ?? [];
      const sums = new Map<string, { before: bigint; after: bigint }>();
      for (const { developerId, pluginId, currency, before, after } of parts) {
        const key = `${developerId} ${pluginId} ${currency}`;
        const sum = sums.get(key) ?? { before: 0n, after: 0n };
        sums.set(key, { before: sum.before + before, after: sum.after + after });
      }
      const found = new Map([...sums].map(([key, sum]) => [key, `${sum.before} → ${sum.after}`]));
      const expected = await recomputeEffect(db, change, SINCE);
      expect(expected.size).toBeGreaterThan(1);
      expect(found).toEqual(expected);
    },
  );

  it("is nothing at the rate that everything was split at", async () => {
    const preview = accepted(
      await previewTerm(deps, admin, {
        scope: MARKETPLACE,
        share: basisPoints(7_000),
        day: TOMORROW,
      }),
    );
    expect(preview.totals.map(({ before, after }) => before === after)).toEqual([true, true]);
    expect([preview.developersTotal, preview.developers, preview.plugins]).toEqual([0, [], []]);
  });

  it("is given up when it takes longer than anybody waits", async () => {
    const change = { scope: MARKETPLACE, share: basisPoints(7_500) };
    await db.sql.begin(async (transaction) => {
      await transaction`lock table events in access exclusive mode`;
      expect(await findTermEffect(db, change, SINCE, 50)).toBeUndefined();
    });
    expect(await findTermEffect(db, change, SINCE)).toBeDefined();
  });

  it("names developers and plugins, and writes nothing", async () => {
    const count = () => db.sql`select (select count(*) from revenue_terms) as terms,
      (select count(*) from audit_log) as entries`;
    const before = await count();
    const preview = accepted(
      await previewTerm(deps, admin, {
        scope: MARKETPLACE,
        share: basisPoints(7_500),
        day: TOMORROW,
      }),
    );
    expect(preview.since).toBe("2025-06-15");
    expect(preview.developers.map(({ name }) => name)).toContain("CLEO");
    expect(preview.plugins.map(({ name }) => name)).toContain("Plugin atlas");
    expect(await count()).toEqual(before);
  });

  it("is refused for what could not be added", async () => {
    const share = basisPoints(7_500);
    const preview = async (scope: TermChange["scope"], day: string) => {
      const result = await previewTerm(deps, admin, { scope, share, day: trustedDay(day) });
      return result.ok ? "shown" : result.problem.kind;
    };
    const nobody = { kind: "developer", developerId: trusted.developerId("nobody") } as const;
    const aster = { kind: "plugin", pluginId: trusted.pluginId("aster") } as const;
    expect(await preview(nobody, "2026-06-16")).toBe("unknown_subject");
    expect(await preview(aster, "2025-12-01")).toBe("term_exists");
    expect(await preview(MARKETPLACE, "2026-06-01")).toBe("reaches_back");
    expect(await preview(MARKETPLACE, "2026-06-16")).toBe("shown");
  });
});
