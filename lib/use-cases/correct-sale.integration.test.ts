import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findEventsById } from "@/db/queries/admin-events";
import { mintAdmin } from "@/lib/auth/actor";
import { formId } from "@/lib/domain/form-id";
import { type EventId, trusted } from "@/lib/domain/ids";
import { type Day, trustedPeriod } from "@/lib/domain/period";
import { eur } from "@/scripts/testing/recording-world";
import { createSharedPluginWorld } from "@/scripts/testing/shared-plugin-world";
import { closePeriod } from "./close-period";
import { type CorrectionWish, correctSale } from "./correct-sale";
import { recordEvents } from "./record-events";
import { verify } from "./verify";

const admin = mintAdmin("user:finance@example.com");

let world: Awaited<ReturnType<typeof createSharedPluginWorld>>;
beforeAll(async () => {
  world = await createSharedPluginWorld();
});
afterAll(() => world.db.drop());
beforeEach(() => world.nextPlugin());

async function sell(minor: bigint, source = world.source(), at?: string): Promise<EventId> {
  const sale = world.sale(`sale-${world.plugin()}`, minor, at);
  const [result] = await recordEvents(world.deps, source, [sale]);
  if (result?.status !== "recorded") throw new Error("The sale was not recorded");
  return trusted.eventId(result.id);
}

const token = () => formId(world.deps.newId());

const wishFor = (saleId: EventId, minor: bigint, more: Partial<CorrectionWish> = {}) => ({
  ...({ externalId: token(), saleId, kind: "refund", amount: eur(minor) } as const),
  ...{ day: "2026-05-04" as Day, ...more },
});

/** The status, or why not. */
async function correct(wish: CorrectionWish): Promise<string> {
  const result = await correctSale(world.deps, admin, wish);
  return result.ok ? result.value.status : result.problem.kind;
}

const ofSale = (saleId: EventId) => world.db.sql`
  select correction.kind, correction.source, correction.posted_on, correction.occurred_at,
    entry.actor, entry.detail ->> 'corrects' as corrects, entry.xmin = correction.xmin as at_once
  from events as correction
  left join audit_log as entry on entry.subject = 'event:' || correction.id
  where correction.original_id = ${saleId} order by correction.refund_no`;

describe("a refund by hand", () => {
  it.each(["api", "online-retail", "stripe", "form"])(
    "takes part and then the rest of a sale that came from %s, with its author in the log",
    async (source) => {
      const sale = await sell(999n, source);
      expect(await correct(wishFor(sale, 333n))).toBe("recorded");
      expect(await world.earned()).toEqual({ ada: 466n });
      expect(await correct(wishFor(sale, 666n))).toBe("recorded");
      expect(await world.earned()).toEqual({ ada: 0n });
      const byHand = { kind: "refund", source: "form", actor: admin.name };
      const kept = { ...byHand, corrects: sale, at_once: true };
      expect(await ofSale(sale)).toMatchObject([kept, kept]);
    },
  );

  it("is refused beyond what is left, whoever took the rest, and says what is", async () => {
    const sale = await sell(999n);
    await world.record([world.back("reported", `sale-${world.plugin()}`, 600n)]);
    const result = await correctSale(world.deps, admin, wishFor(sale, 400n));
    expect(result).toEqual({ ok: false, problem: { kind: "too_much", left: eur(399n) } });
    expect(await correct(wishFor(sale, 399n))).toBe("recorded");
    const more = world.back("more", `sale-${world.plugin()}`, 1n);
    expect(await world.outcomes([more])).toEqual(["refund_too_large"]);
  });

  it("F27: is one on a second click, at the same moment or later, and no other under its id", async () => {
    const sale = await sell(999n);
    const wish = wishFor(sale, 999n);
    const answers = await Promise.all([1, 2, 3, 4].map(() => correct(wish)));
    expect(answers.sort()).toEqual(["duplicate", "duplicate", "duplicate", "recorded"]);
    expect(await correct(wish)).toBe("duplicate");
    expect(await correct({ ...wish, amount: eur(1n) })).toBe("conflict");
    expect(await ofSale(sale)).toHaveLength(1);
  });

  it("counts in the first open month when its own is closed, and keeps its day", async () => {
    const sale = await sell(999n, "api", "2026-03-03T08:00:00Z");
    for (const period of ["2026-03", "2026-04"]) {
      await closePeriod(world.deps, admin, trustedPeriod(period));
    }
    expect(await correct(wishFor(sale, 999n, { day: "2026-03-20" as Day }))).toBe("recorded");
    const dates = { occurred_at: new Date("2026-03-20T00:00:00Z"), posted_on: "2026-05-01" };
    expect(await ofSale(sale)).toMatchObject([dates]);
  });

  it("may be of the sale's own day, but of none before it and of none to come", async () => {
    const sale = await sell(999n, "api", "2026-05-20T08:00:00Z");
    const on = (day: string) => correct(wishFor(sale, 333n, { day: day as Day }));
    expect(await on("2026-05-19")).toBe("before_sale");
    expect(await on("2026-05-21")).toBe("in_future");
    expect(await on("2026-05-20")).toBe("recorded");
  });

  it("needs a sale, an amount and the sale's currency", async () => {
    const sale = await sell(999n);
    const refunded = await correctSale(world.deps, admin, wishFor(sale, 333n));
    const refund = trusted.eventId(refunded.ok ? refunded.value.id : "");
    expect(await correct(wishFor(refund, 1n))).toBe("unknown_sale");
    expect(await correct(wishFor(trusted.eventId(world.deps.newId()), 1n))).toBe("unknown_sale");
    expect(await correct(wishFor(sale, 0n))).toBe("nothing");
    const dollars = { ...eur(1n), currency: "usd" as ReturnType<typeof eur>["currency"] };
    expect(await correct(wishFor(sale, 1n, { amount: dollars }))).toBe("not_in_currency");
  });
});

describe("a dispute by hand", () => {
  it.each([999n, 500n])(
    "of %i takes the share, and gives it back when it is won",
    async (minor) => {
      const sale = await sell(999n, "stripe");
      const earned = await world.earned();
      expect(await correct(wishFor(sale, 1n, { kind: "dispute_won" }))).toBe("too_much");
      expect(await correct(wishFor(sale, minor, { kind: "dispute" }))).toBe("recorded");
      expect((await world.earned()).ada).toBeLessThan(earned.ada ?? 0n);
      expect(await correct(wishFor(sale, minor, { kind: "dispute_won" }))).toBe("recorded");
      expect(await world.earned()).toEqual(earned);
      expect(await correct(wishFor(sale, 1n, { kind: "dispute_won" }))).toBe("too_much");
    },
  );

  it("of a shared sale takes from each what each was given, whatever is agreed later", async () => {
    await world.share({ ada: 5_000, bob: 3_000, cleo: 2_000 });
    const sale = await sell(1_001n, "api");
    await world.share({ ada: 1_000, dan: 9_000 });
    expect(await correct(wishFor(sale, 333n))).toBe("recorded");
    const earned = await world.earned();
    expect(await correct(wishFor(sale, 668n, { kind: "dispute" }))).toBe("recorded");
    expect(await world.earned()).toEqual({ ada: 0n, bob: 0n, cleo: 0n });
    expect(await correct(wishFor(sale, 668n, { kind: "dispute_won" }))).toBe("recorded");
    expect(await world.earned()).toEqual(earned);
  });
});

describe("a sale in the list of events", () => {
  it("says on its first row what is back of it and in dispute, of the whole where it is shared", async () => {
    await world.share({ ada: 5_000, bob: 5_000 });
    const sale = await sell(1_001n, "stripe");
    await correct(wishFor(sale, 301n));
    await correct(wishFor(sale, 501n, { kind: "dispute" }));
    await correct(wishFor(sale, 400n, { kind: "dispute_won" }));
    const rows = await findEventsById(world.db, admin, sale);
    const stands = { amount: eur(1_001n), returned: 402n, disputed: 101n };
    expect(rows.map((row) => row.sale)).toEqual([stands, undefined]);
  });
});

it("leaves books in which every rule holds", async () => {
  const report = await verify(world.deps);
  expect(report.checks.filter(({ offenders }) => offenders > 0)).toEqual([]);
});
