import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trustedCurrency } from "./currency";
import { trustedDay, trustedPeriod } from "./period";
import { assembleStatement, isBlank, paymentLines } from "./statement";

const currency = trustedCurrency("eur");
const payment = (amount: bigint) => ({
  payoutId: "p",
  amount,
  paidAt: new Date("2026-03-08T10:00:00Z"),
  period: trustedPeriod("2026-02"),
  isOfOneSale: false,
});

const returned = (amount: bigint) => ({
  ...{ id: "r", payoutId: "p", amount },
  day: trustedDay("2026-03-09"),
  at: new Date("2026-03-09T10:00:00Z"),
});

const adjusted = (amount: bigint) => ({
  ...{ eventId: "e", amount, day: trustedDay("2026-03-09") },
  ...({ reason: "fee", note: "a chargeback" } as const),
});

describe("assembleStatement", () => {
  it("ties the opening balance to the closing balance", () => {
    const statement = assembleStatement({
      currency,
      earnedBefore: 10_000n,
      paidBefore: 6_000n,
      returnedBefore: 0n,
      returns: [],
      adjustments: [],
      sales: 2_500n,
      corrections: -300n,
      payments: [payment(4_000n)],
    });
    expect(statement).toMatchObject({
      opening: 4_000n,
      earned: 2_200n,
      paid: 4_000n,
      closing: 2_200n,
    });
  });

  it("adds what was credited and returned, and takes off what was debited", () => {
    const statement = assembleStatement({
      ...{ currency, earnedBefore: 0n, paidBefore: 0n, returnedBefore: 0n },
      ...{ sales: 1_000n, corrections: -100n, payments: [payment(400n), payment(30n)] },
      adjustments: [adjusted(500n), adjusted(-20n)],
      returns: [returned(7n), returned(2n)],
    });
    expect(statement).toMatchObject({ earned: 1_380n, paid: 430n, returned: 9n, closing: 959n });
  });

  it("opens each month with the balance that the month before closed with", () => {
    const month = fc.record({
      sales: fc.bigInt({ min: 0n, max: 10n ** 12n }),
      corrections: fc.bigInt({ min: -(10n ** 12n), max: 0n }),
      paid: fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { maxLength: 3 }),
      back: fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(month, { minLength: 1, maxLength: 24 }), (months) => {
        let earnedBefore = 0n;
        let paidBefore = 0n;
        let returnedBefore = 0n;
        let closing = 0n;
        for (const { sales, corrections, paid, back } of months) {
          const before = { earnedBefore, paidBefore, returnedBefore };
          const moved = { payments: paid.map(payment), returns: back.map(returned) };
          const adjustments = paid.map((amount) => adjusted(-amount));
          const statement = assembleStatement({
            currency,
            adjustments,
            sales,
            corrections,
            ...before,
            ...moved,
          });
          expect(statement.opening).toBe(closing);
          closing = statement.closing;
          earnedBefore += statement.earned;
          paidBefore += statement.paid;
          returnedBefore += statement.returned;
        }
      }),
    );
  });

  it("knows a month in which nothing moved and nothing is owed", () => {
    const facts = {
      currency,
      earnedBefore: 5n,
      paidBefore: 5n,
      sales: 0n,
      corrections: 0n,
      payments: [],
      returnedBefore: 0n,
      returns: [],
      adjustments: [],
    };
    expect(isBlank(assembleStatement(facts))).toBe(true);
    expect(isBlank(assembleStatement({ ...facts, paidBefore: 4n }))).toBe(false);
    for (const moved of [
      { payments: [payment(3n)], returns: [returned(3n)] },
      { sales: 3n, corrections: -3n },
      { sales: 3n },
      { corrections: -3n },
      { adjustments: [adjusted(3n), adjusted(-3n)] },
    ]) {
      expect(isBlank(assembleStatement({ ...facts, ...moved }))).toBe(false);
    }
  });
});

describe("paymentLines", () => {
  const sale = (amount: bigint) => ({ ...payment(amount), isOfOneSale: true });

  it("lists a few sales that were paid at once, each by itself", () => {
    const lines = paymentLines([payment(500n), sale(1n), sale(2n), sale(3n)]);
    expect(lines.map(({ kind, amount }) => [kind, amount])).toEqual([
      ["payout", 500n],
      ["payout", 1n],
      ["payout", 2n],
      ["payout", 3n],
    ]);
  });

  it("adds many up in one line, so that what was paid stays the same sum", () => {
    const payments = [sale(1n), payment(500n), sale(2n), sale(3n), sale(4n)];
    const lines = paymentLines(payments);
    expect(lines).toEqual([
      { kind: "payout", ...payment(500n) },
      { kind: "sales", count: 4, amount: 10n },
    ]);
  });
});
