import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findAdjustments } from "@/db/queries/adjustments";
import { findDeveloperEvents } from "@/db/queries/developer-events";
import { findStatementFacts } from "@/db/queries/statement-facts";
import type { DeveloperActor } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import { trusted } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { type Period, trustedDay, UTC } from "@/lib/domain/period";
import { assembleStatement } from "@/lib/domain/statement";
import { type AdjustmentWish, adjustBalance } from "@/lib/use-cases/adjust-balance";
import { verify } from "@/lib/use-cases/verify";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { statementCsv } from "./statement-csv";

let market: Marketplace;
let ada: DeveloperActor;
let count = 0;

/** The clock stands in April; March has a sale and is closed. */
beforeAll(async () => {
  market = await createMarketplace();
  await market.simulator.control.fund("eur", 1_000_000);
  ada = await market.addDeveloper("ada");
  await market.addDeveloper("ben");
  await market.connect(ada);
  await market.sell(ada, [{ externalId: "a1", amount: 10_000n, at: "2026-03-10T00:00:00Z" }]);
  await market.approve("2026-03");
});
afterAll(() => market.stop());

function adjust(minor: bigint, wish: Partial<AdjustmentWish> = {}) {
  count += 1;
  return adjustBalance(market.deps, market.admin, {
    ...{ externalId: `x${count}`, developerId: ada.developerId },
    ...{ pluginId: trusted.pluginId("ada-plugin"), amount: money(minor, trustedCurrency("eur")) },
    ...{ reason: "goodwill", note: "for the outage in March" },
    ...wish,
  });
}

describe("an adjustment", () => {
  it("is the developer’s to the cent, on the day it is made, with author and reason", async () => {
    expect(await adjust(333n)).toMatchObject({ ok: true, value: { status: "recorded" } });
    expect(await adjust(-100n, { reason: "fee", note: "a chargeback" })).toMatchObject({
      ok: true,
    });
    const { db } = market.deps;
    const listed = await findAdjustments(db, market.admin, ada.developerId);
    expect(listed).toMatchObject([
      { amount: { minor: -100n }, reason: "fee", note: "a chargeback", by: market.admin.name },
      { amount: { minor: 333n }, reason: "goodwill", postedOn: "2026-04-02" },
    ]);
    const [log] = await db.sql`select actor, detail from audit_log
      where action = 'event.adjust' order by seq limit 1`;
    expect(log).toMatchObject({
      actor: market.admin.name,
      detail: { developer: "ada", amount: "333", reason: "goodwill" },
    });
  });

  it("stands on the statement, in the drill-down and in the CSV with its reason", async () => {
    const { db } = market.deps;
    const april = "2026-04" as Period;
    const [facts] = await findStatementFacts(db, ada.developerId, april, UTC);
    if (!facts) throw new Error("There is no statement");
    expect(assembleStatement(facts)).toMatchObject({
      ...{ opening: 7_000n, sales: 0n, corrections: 0n, earned: 233n, closing: 7_233n },
      adjustments: [
        { amount: 333n, reason: "goodwill", note: "for the outage in March" },
        { amount: -100n, reason: "fee", note: "a chargeback" },
      ],
    });
    const range = { from: trustedDay("2026-04-01"), to: trustedDay("2026-04-30") };
    const events = await findDeveloperEvents(db, ada.developerId, range, { limit: 10 });
    expect(events.map(({ adjustment }) => adjustment?.reason)).toEqual(["fee", "goodwill"]);
    let csv = "";
    const scope = { developerId: ada.developerId, period: april, zone: UTC };
    for await (const part of statementCsv(db, scope)) csv += part;
    const lines = csv.trimEnd().split("\r\n");
    expect(lines[0]).toMatch(/,reason$/);
    expect(csv).toContain("Goodwill: for the outage in March");
    expect(new Set(lines.map((line) => line.split(",").length)).size).toBe(1);
  });

  it("is recorded once, however often it is sent, and not changed by its second sending", async () => {
    const same = { externalId: "double-click" };
    const answers = await Promise.all([adjust(5n, same), adjust(5n, same), adjust(5n, same)]);
    const states = answers.map((answer) => (answer.ok ? answer.value.status : answer.problem.kind));
    expect(states.sort()).toEqual(["duplicate", "duplicate", "recorded"]);
    expect(await adjust(6n, same)).toMatchObject({ problem: { kind: "conflict" } });
  });

  it.each([
    ["bad_amount", 0n, {}],
    ["bad_reason", 1n, { reason: "because" }],
    ["bad_note", 1n, { note: "  " }],
    ["not_their_plugin", 1n, { pluginId: trusted.pluginId("ben-plugin") }],
    ["not_their_plugin", 1n, { developerId: trusted.developerId("nobody") }],
  ] as const)("is refused: %s", async (kind, minor, wish) => {
    expect(await adjust(minor, wish)).toMatchObject({ ok: false, problem: { kind } });
  });

  it("leaves books that verify", async () => {
    await market.setClock("2026-05-02T10:00:00Z");
    await market.approve("2026-04");
    const [payout] = await market.db.sql`select amount from payouts where period = '2026-04'`;
    expect(payout?.amount).toBe(238n);
    const { checks } = await verify(market.deps);
    expect(checks.filter(({ offenders }) => offenders > 0)).toEqual([]);
  });
});
