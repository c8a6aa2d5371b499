import { expect, it } from "vitest";
import { Paper } from "@/components/pdf/paper";
import type { PluginDay } from "@/db/queries/earnings-by-plugin";
import { trustedCurrency } from "@/lib/domain/currency";
import { NO_EARNINGS } from "@/lib/domain/earnings";
import { trusted } from "@/lib/domain/ids";
import { trustedDay, trustedPeriod, UTC } from "@/lib/domain/period";
import { assembleStatement, type StatementFacts } from "@/lib/domain/statement";
import { statementSections } from "./statement-pdf";

const EUR = trustedCurrency("eur");
const ORDER = { period: trustedPeriod("2026-03"), zone: UTC };
const FACTS: StatementFacts = {
  currency: EUR,
  earnedBefore: 10_000n,
  paidBefore: 8_000n,
  sales: 7_000n,
  corrections: -700n,
  adjustments: [
    {
      eventId: "adjustment-1",
      amount: 50n,
      day: trustedDay("2026-03-09"),
      reason: "goodwill",
      note: "For the outage",
    },
  ],
  payments: [
    {
      payoutId: "payout-1",
      amount: 2_000n,
      paidAt: new Date("2026-03-04T09:00:00Z"),
      period: trustedPeriod("2026-02"),
      isOfOneSale: false,
    },
  ],
  returnedBefore: 0n,
  returns: [],
};
const DAY: PluginDay = {
  ...NO_EARNINGS,
  currency: EUR,
  pluginId: trusted.pluginId("form-builder"),
  pluginName: "Form Builder",
  day: trustedDay("2026-03-05"),
  installs: 2,
  amount: 9_000n,
  refundedAmount: -1_000n,
  developerShare: 6_300n,
};

it("puts every line between the opening and the closing balance on paper", () => {
  const [section] = statementSections([assembleStatement(FACTS)], [DAY], ORDER);
  expect(section?.lines.map(({ name, value }) => [name, value])).toEqual([
    ["Opening balance from February 2026", "€20.00"],
    ["Your share of sales", "+€70.00"],
    ["Refunds and disputes", "−€7.00"],
    ["Goodwill", "+€0.50"],
    ["Paid for February 2026", "−€20.00"],
    ["Closing balance", "€63.50"],
  ]);
  expect(section?.table).toEqual([
    ["Form Builder", "2", "0", "0", "€100.00", "−€10.00", "€63.00"],
    ["Total", "2", "0", "0", "€100.00", "−€10.00", "€63.00"],
  ]);
});

it("leaves a currency out in which nothing moved and nothing is owed", () => {
  const blank = {
    ...FACTS,
    earnedBefore: 0n,
    paidBefore: 0n,
    sales: 0n,
    corrections: 0n,
    adjustments: [],
    payments: [],
  };
  expect(statementSections([assembleStatement(blank)], [], ORDER)).toEqual([]);
});

it("goes on over as many pages as a long table takes", async () => {
  const paper = new Paper({ title: "Statement", foot: "Zoë Ångström · Statement" });
  const rows = Array.from({ length: 120 }, (_, index) => [`Plugin ${index}`, "€1.00"]);
  paper.table(
    [
      { title: "Plugin", width: 0.7 },
      { title: "Your share", width: 0.3, isNumeric: true },
    ],
    rows,
  );
  const file = await paper.end();
  expect(file.subarray(0, 5).toString()).toBe("%PDF-");
  expect(file.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(4);
});
