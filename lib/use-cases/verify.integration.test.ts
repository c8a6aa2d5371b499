import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import { INVARIANTS } from "@/db/queries/invariants/all";
import { findOffenders, type Offenders } from "@/db/queries/invariants/invariant";
import { findWrongSplits } from "@/db/queries/invariants/recomputed-splits";
import { findAuditBreaks } from "@/db/writes/audit";
import { trustedCurrency } from "@/lib/domain/currency";
import { trusted } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import type { Period } from "@/lib/domain/period";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { PLANTED } from "@/scripts/testing/planted-damage";
import { PLANTED_IN_ELIGIBILITY } from "@/scripts/testing/planted-in-eligibility";
import { sellShared } from "@/scripts/testing/sell-shared";
import { brokenRules } from "@/scripts/testing/simulation/broken-rules";
import { reverseTransfer } from "@/scripts/testing/stripe-requests";
import { typeByHand } from "@/scripts/testing/type-by-hand";
import { adjustBalance } from "./adjust-balance";
import { cancelRun } from "./cancel-run";
import { closePeriod } from "./close-period";
import { payInstantly } from "./pay-instantly";
import { prepareRun } from "./prepare-run";
import { reconcile } from "./reconcile";
import { reversePayout } from "./reverse-payout";
import { sendApproved } from "./send-approved";
import { setMinimum } from "./set-minimum";
import { setPayoutRule } from "./set-payout-rule";
import { setSchedule } from "./set-schedule";
import { verify } from "./verify";

let market: Marketplace;
beforeAll(async () => {
  market = await createMarketplace();
  await setTheRules(market);
  await sellShared(market);
  await liveThroughTwoMonths(market);
  await typeByHand(market);
});
afterAll(() => market.stop());

describe("verify", () => {
  it("finds nothing in a marketplace that sold, refunded, waited, paid, failed, reversed and canceled", async () => {
    const states = await market.db.sql`select distinct state::text from payouts order by state`;
    expect(states.map((row) => row.state)).toEqual([
      "canceled",
      "failed",
      "paid",
      "partly_reversed",
    ]);
    const report = await verify(market.deps);
    expect(report.checks.filter((check) => check.offenders > 0)).toEqual([]);
    expect(report.isHealthy).toBe(true);
    expect(report.checks.length).toBe(INVARIANTS.length + 2);
  });

  it("has damage planted for each of its invariants", () => {
    const planted = new Set(PLANTED.map((damage) => damage.breaks));
    const missing = INVARIANTS.filter(({ id }) => !planted.has(id) && id !== "append_only");
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  it.each(PLANTED)("finds $what", async ({ breaks, damage }) => {
    const found = await withDamage(market.db, damage, (db) => findBroken(db, breaks));
    expect(found.count).toBeGreaterThan(0);
    expect(found.ids.length).toBeGreaterThan(0);
  });

  it("is asked in one statement by the simulation, which finds the same", async () => {
    const damage = PLANTED_IN_ELIGIBILITY.map((planted) => planted.damage).join(";");
    const { now, zone } = market.deps;
    const [atOnce, oneByOne] = await withDamage(market.db, damage, async (db) => {
      const broken: string[] = [];
      for (const { id } of INVARIANTS) if ((await findBroken(db, id)).count > 0) broken.push(id);
      return [await brokenRules({ db, now, zone }), broken];
    });
    expect(oneByOne.length).toBeGreaterThan(3);
    expect(atOnce.map(({ id }) => id)).toEqual(oneByOne);
  });

  it("takes clocks that are five minutes off, each its own way, for what they are", async () => {
    const damage = `update events set recorded_at = periods.closed_at + interval '9 minutes'
      from periods where periods.period = to_char(posted_on, 'YYYY-MM') and closed_at is not null`;
    const found = await withDamage(market.db, damage, (db) => findBroken(db, "closed_months_stay"));
    expect(found).toEqual({ count: 0, ids: [] });
  });

  it("lets a rule be that was set a moment before a run, by the clock of another process", async () => {
    const damage = `insert into payout_rules
      select gen_random_uuid(), from_period, holding_days, sweep_month, set_by,
        (select max(prepared_at) - interval '9 minutes' from runs where rule_id = rule.id)
      from payout_rules as rule where exists (select 1 from runs where rule_id = rule.id)`;
    const found = await withDamage(market.db, damage, (db) =>
      findBroken(db, "rules_of_their_time"),
    );
    expect(found).toEqual({ count: 0, ids: [] });
  });

  it("finds a row that was changed behind the triggers’ back", async () => {
    // Counters reach the others when the backend that counted is told to hand them over.
    await market.db.sql.unsafe(`
      alter table skips disable trigger all;
      update skips set minimum = minimum + 1;
      alter table skips enable trigger all;
      select pg_stat_force_next_flush()`);
    await expect
      .poll(async () => (await findBroken(market.db, "append_only")).ids, { timeout: 30_000 })
      .toContain("skips");
  });
});

async function findBroken(db: Pick<Database, "sql">, id: string): Promise<Offenders> {
  if (id === "splits_recomputed") return findWrongSplits(db);
  if (id === "audit_chain") {
    const breaks = await findAuditBreaks(db);
    return { count: breaks.length, ids: breaks.map(String) };
  }
  const invariant = INVARIANTS.find((known) => known.id === id);
  if (!invariant) throw new Error(`There is no invariant ${id}`);
  return findOffenders({ sql: db.sql, now: market.deps.now(), zone: "UTC" }, invariant);
}

class RolledBack extends Error {}

/** Without its guards, the database takes any damage; the transaction is rolled back afterwards. */
async function withDamage<Value>(
  { sql }: Pick<Database, "sql">,
  damage: string,
  look: (db: Pick<Database, "sql">) => Promise<Value>,
): Promise<Value> {
  let seen: { readonly value: Value } | undefined;
  const spoil = sql.begin(async (transaction) => {
    await transaction.unsafe("set local session_replication_role = replica");
    await transaction.unsafe(WITHOUT_CONSTRAINTS);
    await transaction.unsafe(damage);
    seen = { value: await look({ sql: transaction as unknown as Database["sql"] }) };
    throw new RolledBack();
  });
  await expect(spoil).rejects.toThrow(RolledBack);
  if (!seen) throw new Error("The damage was not looked at");
  return seen.value;
}

const WITHOUT_CONSTRAINTS = `
  do $$ declare found record; begin
    for found in select conrelid::regclass as name, conname from pg_constraint
      where connamespace = 'public'::regnamespace and contype in ('c', 'f', 'u')
      order by contype = 'u' loop
      execute format('alter table %s drop constraint %I', found.name, found.conname);
    end loop;
    for found in select indexrelid::regclass as name from pg_index
      join pg_class on pg_class.oid = indexrelid
      where relnamespace = 'public'::regnamespace and indisunique and not indisprimary loop
      execute format('drop index %s', found.name);
    end loop;
  end $$`;

async function payAtOnce(market: Marketplace): Promise<void> {
  const { deps, admin } = market;
  const eve = await market.addDeveloper("eve");
  await market.connect(eve);
  await setSchedule(deps, admin, { developerId: eve.developerId, schedule: "instant" });
  await market.sell(eve, [
    { externalId: "e1", amount: 800n, at: "2026-04-01T00:00:00Z" },
    { externalId: "e2", amount: 0n, at: "2026-04-01T00:00:00Z" },
  ]);
  const gus = await market.addDeveloper("gus");
  await setSchedule(deps, admin, { developerId: gus.developerId, schedule: "instant" });
  await market.sell(gus, [{ externalId: "g1", amount: 600n, at: "2026-04-01T00:00:00Z" }]);
  expect(await payInstantly(deps)).toMatchObject({ prepared: 1, left: 1 });
}

async function liveThroughTwoMonths(market: Marketplace): Promise<void> {
  const { deps, simulator, admin } = market;
  await simulator.control.fund("eur", 1_000_000);
  const ada = await market.addDeveloper("ada");
  const bob = await market.addDeveloper("bob");
  const cleo = await market.addDeveloper("cleo");
  const dan = await market.addDeveloper("dan");
  await market.connect(ada);
  await market.connect(bob);
  const cleosAccount = await market.connect(cleo);
  await market.sell(ada, [
    { externalId: "a1", amount: 999n, at: "2026-03-01T00:00:00Z" },
    { externalId: "a2", amount: 0n, at: "2026-03-01T00:00:01Z" },
    { externalId: "a3", amount: 4_001n, at: "2026-03-31T23:59:59.999Z", kind: "renewal" },
  ]);
  await market.sell(ada, [
    ...[333n, 333n, 333n].map((amount, index) => ({
      ...({ externalId: `a1-${index}`, amount, kind: "refund", corrects: "a1" } as const),
      at: "2026-03-05T00:00:00Z",
    })),
    ...(["dispute", "dispute_won"] as const).map((kind) => ({
      ...{ externalId: `a3-${kind}`, amount: 4_001n, kind, corrects: "a3" },
      at: "2026-04-01T00:00:00Z",
    })),
  ]);
  await market.sell(bob, [
    { externalId: "b1", amount: 10_000n, at: "2026-03-10T00:00:00Z" },
    { externalId: "b2", amount: 500n, at: "2026-03-11T00:00:00Z", currency: "usd" },
  ]);
  await market.sell(cleo, [{ externalId: "c1", amount: 2_000n, at: "2026-03-10T00:00:00Z" }]);
  await market.sell(dan, [{ externalId: "d1", amount: 3_000n, at: "2026-03-10T00:00:00Z" }]);
  await market.approve("2026-03");
  await payAtOnce(market);
  await simulator.control.setCapability(cleosAccount, "restricted");
  await sendWithTopUp(market);

  const [paid] = await market.db.sql<{ id: string; transfer_id: string }[]>`
    select id, transfer_id from payouts where currency = 'usd'`;
  await reverseTransfer(simulator, paid?.transfer_id ?? "", 100);
  await reconcile(deps);
  const payoutId = trusted.payoutId(paid?.id ?? "");
  const wish = { payoutId, amount: 50n, reason: "paid twice outside of Remit" };
  const reversed = await reversePayout(deps, admin, wish);
  if (!reversed.ok) throw new Error(`Not reversed: ${reversed.problem.kind}`);

  const adjusted = await adjustBalance(deps, admin, {
    ...{ externalId: "x1", developerId: ada.developerId, pluginId: trusted.pluginId("ada-plugin") },
    ...{ amount: money(-250n, trustedCurrency("eur")), reason: "fee", note: "a chargeback" },
  });
  if (!adjusted.ok) throw new Error(`Not adjusted: ${adjusted.problem.kind}`);

  await market.sell(bob, [{ externalId: "b3", amount: 700n, at: "2026-04-01T00:00:00Z" }]);
  await market.setClock("2026-05-02T10:00:00Z");
  await market.sell(bob, [{ externalId: "b4", amount: 70n, at: "2026-03-02T00:00:00Z" }]);
  const april = "2026-04" as Period;
  await closePeriod(deps, admin, april);
  const prepared = await prepareRun(deps, admin, { period: april });
  if (!prepared.ok) throw new Error(`Not prepared: ${prepared.problem.kind}`);
  await cancelRun(deps, admin, prepared.value.runId);
}

/** A day of holding, and a sweep in March, which pays what is below the minimum in dollars. */
async function setTheRules({ deps, admin }: Marketplace): Promise<void> {
  const from = "2026-02" as Period;
  const set = await setPayoutRule(deps, admin, { holdingDays: 1, sweepMonth: 3, from });
  const least = await setMinimum(deps, admin, money(1_000n, trustedCurrency("usd")));
  if (!set.ok || !least.ok) throw new Error("The rules were not set");
}

/** The dollars are missing at first. */
async function sendWithTopUp({ deps, simulator, setClock }: Marketplace): Promise<void> {
  await sendApproved(deps);
  await simulator.control.fund("usd", 1_000_000);
  await setClock("2026-04-02T10:01:00Z");
  await sendApproved(deps);
}
