import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCurrency } from "./currency";
import {
  type EventReport,
  isCorrection,
  isSale,
  type PostedEvent,
  postCorrection,
  postingDay,
  postSale,
  type Sale,
  withCorrection,
} from "./event";
import { trusted } from "./ids";
import { money } from "./money";
import { partsOfSale } from "./parts";
import { trustedPeriod, UTC } from "./period";
import { basisPoints, splitRevenue } from "./share";

const parsed = parseCurrency("eur");
if (!parsed.ok) throw new Error("eur");
const eur = parsed.value;
const usd = (() => {
  const other = parseCurrency("usd");
  if (!other.ok) throw new Error("usd");
  return other.value;
})();

const calendar = { zone: UTC, closedThrough: trustedPeriod("2026-02") };
const owner = { developerId: trusted.developerId("inkwell"), share: basisPoints(7_000) };

/** Who shares a plugin half and half. */
const DUET = ["inkwell", "duo"].map((id) => ({
  ...{ developerId: trusted.developerId(id), part: basisPoints(5_000) },
}));

function report(changes: Partial<EventReport> = {}): EventReport {
  return {
    source: "api",
    externalId: "order-1",
    kind: "install",
    pluginId: trusted.pluginId("typeset"),
    amount: money(999n, eur),
    occurredAt: new Date("2026-03-05T10:00:00Z"),
    ...changes,
  };
}

function sale(changes: Partial<Sale> = {}): Sale {
  return {
    id: trusted.eventId("sale"),
    developerId: owner.developerId,
    pluginId: trusted.pluginId("typeset"),
    kind: "install",
    amount: money(999n, eur),
    share: basisPoints(7_000),
    occurredAt: new Date("2026-03-05T10:00:00Z"),
    returned: 0n,
    disputed: 0n,
    corrections: 0,
    ...changes,
  };
}

describe("postingDay", () => {
  it.each([
    ["2026-03-05T10:00:00Z", "2026-03-05", "its own day while its period is open"],
    ["2026-02-28T23:59:59.999Z", "2026-03-01", "the first open day when its period is closed"],
    ["2019-07-01T00:00:00Z", "2026-03-01", "the first open day however late it comes"],
  ])("of %s is %s: %s", (instant, day) => {
    expect(postingDay(new Date(instant), calendar)).toBe(day);
  });

  it("is its own day when nothing is closed yet", () => {
    const open = { zone: UTC, closedThrough: undefined };
    expect(postingDay(new Date("2019-07-01T00:00:00Z"), open)).toBe("2019-07-01");
  });
});

describe("postSale", () => {
  it("splits a sale, freezes the rate and keeps both dates", () => {
    const late = report({ occurredAt: new Date("2026-02-10T10:00:00Z"), buyerRef: "buyer-7" });
    expect(postSale(late, owner, calendar)).toEqual({
      ok: true,
      value: {
        source: "api",
        externalId: "order-1",
        developerId: "inkwell",
        pluginId: "typeset",
        kind: "install",
        amount: money(999n, eur),
        split: { developer: 699n, platform: 300n },
        share: 7_000,
        occurredAt: new Date("2026-02-10T10:00:00Z"),
        postedOn: "2026-03-01",
        buyerRef: "buyer-7",
      },
    });
  });

  it("records a free install, and nothing else that is free", () => {
    const free = { amount: money(0n, eur) };
    expect(postSale(report(free), owner, calendar).ok).toBe(true);
    for (const kind of ["renewal", "refund", "adjustment"] as const) {
      const result = postSale(report({ ...free, kind }), owner, calendar);
      expect(result.ok ? undefined : result.problem.kind).toBe("bad_amount");
    }
  });

  it("splits a refund without an original like a sale, negative", () => {
    const result = postSale(report({ kind: "refund" }), owner, calendar);
    expect(result.ok && result.value.amount.minor).toBe(-999n);
    expect(result.ok && result.value.split).toEqual({ developer: -699n, platform: -300n });
  });

  it("accepts the largest amount and refuses one more, and refuses negative ones", () => {
    const with_ = (minor: bigint) =>
      postSale(report({ amount: money(minor, eur) }), owner, calendar).ok;
    expect(with_(1_000_000_000_000n)).toBe(true);
    expect(with_(1_000_000_000_001n)).toBe(false);
    expect(with_(-1n)).toBe(false);
  });
});

describe("postCorrection", () => {
  it("gives back exactly the original share, in whatever parts it is refunded", () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 900n }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 10_000 }), (parts, bps) => {
        const total = parts.reduce((sum, part) => sum + part, 0n);
        const share = basisPoints(bps);
        let current = sale({ amount: money(total, eur), share });
        let taken = 0n;
        for (const [index, part] of parts.entries()) {
          const refund = report({ kind: "refund", amount: money(part, eur) });
          const posted = postCorrection(refund, current, calendar);
          if (!posted.ok) throw new Error(posted.problem.kind);
          expect(posted.value.corrects).toEqual({ id: "sale", number: index + 1 });
          taken += posted.value.split.developer;
          current = withCorrection(current, posted.value);
        }
        expect(taken).toBe(-splitRevenue(total, share).developer);
        const more = postCorrection(
          report({ kind: "refund", amount: money(1n, eur) }),
          current,
          calendar,
        );
        expect(more).toEqual({ ok: false, problem: { kind: "refund_too_large", left: 0n } });
      }),
    );
  });

  it("uses the sale's own rate and owner, whatever holds today", () => {
    const old = sale({ share: basisPoints(5_000), developerId: trusted.developerId("former") });
    const posted = postCorrection(report({ kind: "refund" }), old, calendar);
    expect(posted.ok && posted.value.developerId).toBe("former");
    expect(posted.ok && posted.value.split).toEqual({ developer: -499n, platform: -500n });
  });

  it("takes the share with a dispute, returns it when won, and only once", () => {
    const dispute = postCorrection(report({ kind: "dispute" }), sale(), calendar);
    if (!dispute.ok) throw new Error("dispute");
    const disputed = withCorrection(sale(), dispute.value);
    expect(disputed).toMatchObject({ returned: 999n, disputed: 999n, corrections: 1 });
    const won = postCorrection(report({ kind: "dispute_won" }), disputed, calendar);
    if (!won.ok) throw new Error("won");
    expect(won.value.split).toEqual({ developer: 699n, platform: 300n });
    const settled = withCorrection(disputed, won.value);
    expect(settled).toMatchObject({ returned: 0n, disputed: 0n, corrections: 2 });
    const again = postCorrection(report({ kind: "dispute_won" }), settled, calendar);
    expect(again).toEqual({ ok: false, problem: { kind: "refund_too_large", left: 0n } });
  });

  it("does not let a won dispute return what a refund took", () => {
    const refunded = sale({ returned: 500n, corrections: 1 });
    const won = postCorrection(
      report({ kind: "dispute_won", amount: money(1n, eur) }),
      refunded,
      calendar,
    );
    expect(won.ok).toBe(false);
  });

  it.each([
    ["another plugin", { pluginId: trusted.pluginId("other") }],
    ["another currency", { amount: money(1n, usd) }],
    ["an earlier time", { occurredAt: new Date("2026-03-05T09:59:59Z") }],
  ])("refuses %s than the sale's", (_, changes) => {
    const result = postCorrection(report({ kind: "refund", ...changes }), sale(), calendar);
    expect(result.ok ? undefined : result.problem.kind).toBe("original_mismatch");
  });

  it("divides a correction among those who shared the sale, as they shared it", () => {
    const shared = sale({ parts: partsOfSale(splitRevenue(999n, owner.share), DUET) });
    const half = postCorrection(
      report({ kind: "refund", amount: money(500n, eur) }),
      shared,
      calendar,
    );
    if (!half.ok) throw new Error(half.problem.kind);
    const rest = postCorrection(
      report({ kind: "refund", amount: money(499n, eur) }),
      withCorrection(shared, half.value),
      calendar,
    );
    if (!rest.ok) throw new Error(rest.problem.kind);
    const taken = (posted: PostedEvent) =>
      posted.parts?.map(({ developerId, split }) => `${developerId} ${split.developer}`);
    expect(taken(half.value)).toEqual(["inkwell -175", "duo -175"]);
    expect(taken(rest.value)).toEqual(["inkwell -175", "duo -174"]);
  });

  it("names nobody's part in a correction of a sale that one developer had alone", () => {
    const posted = postCorrection(report({ kind: "refund" }), sale(), calendar);
    expect(posted.ok && posted.value.parts).toBeUndefined();
  });

  it("refuses to correct what is not a sale, and a correction of nothing", () => {
    const ofRefund = postCorrection(report({ kind: "refund" }), sale({ kind: "refund" }), calendar);
    expect(ofRefund.ok ? undefined : ofRefund.problem.kind).toBe("original_mismatch");
    const nothing = report({ kind: "refund", amount: money(0n, eur) });
    const result = postCorrection(nothing, sale(), calendar);
    expect(result.ok ? undefined : result.problem.kind).toBe("bad_amount");
  });
});

describe("withCorrection", () => {
  it("counts as disputed what disputes took and gave back, and no refund", () => {
    const corrected = (kind: EventReport["kind"], minor: bigint) => {
      const posted = postSale(report(), owner, calendar);
      if (!posted.ok) throw new Error("refused");
      return withCorrection(sale(), { ...posted.value, kind, amount: money(minor, eur) });
    };
    expect(corrected("refund", -300n)).toMatchObject({ returned: 300n, disputed: 0n });
    expect(corrected("dispute", -300n)).toMatchObject({ returned: 300n, disputed: 300n });
    expect(corrected("dispute_won", 300n)).toMatchObject({ returned: -300n, disputed: -300n });
    expect(corrected("refund", -1n).corrections).toBe(1);
  });
});

describe("kinds", () => {
  it("are sales, corrections, or adjustments, which are neither", () => {
    const kinds = ["install", "renewal", "refund", "dispute", "dispute_won", "adjustment"] as const;
    expect(kinds.filter(isSale)).toEqual(["install", "renewal"]);
    expect(kinds.filter(isCorrection)).toEqual(["refund", "dispute", "dispute_won"]);
  });
});
