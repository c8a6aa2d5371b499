import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";

const NOBODYS = "00000000-0000-7000-8000-000000000000";
const NO_PAYOUT = { code: "23503", constraint_name: "payables_claimed_by_a_payout" };
const REFUSED = { code: "23001" };

let market: Marketplace;
let payoutOfAda: string;

/** A payout of ada's January, and each of ada and ben with a sale in February that nobody claimed. */
beforeAll(async () => {
  market = await createMarketplace();
  for (const id of ["ada", "ben"]) {
    const developer = await market.addDeveloper(id);
    await market.connect(developer);
    await market.sell(developer, [
      ...(id === "ada" ? [{ externalId: "a1", amount: 10_000n, at: "2026-01-10T00:00:00Z" }] : []),
      { externalId: `${id}-2`, amount: 10_000n, at: "2026-02-10T00:00:00Z" },
      { externalId: `${id}-3`, amount: 10_000n, at: "2026-03-10T00:00:00Z" },
    ]);
  }
  await market.approve("2026-01");
  await market.db.sql`
    update periods set closed_at = now(), closed_by = 'user:test' where period = '2026-02'`;
  const [row] = await market.db.sql<{ id: string }[]>`select id from payouts`;
  payoutOfAda = row?.id ?? "";
});
afterAll(() => market.stop());

describe("the database lets nothing be claimed by a payout that is not there", () => {
  it("of the developer who is owed", async () => {
    const claim = (payoutId: string, developers: readonly string[]) => market.db.sql`
      update payables set payout_id = ${payoutId}
      where period = '2026-02' and developer_id = any(${developers})`;
    await expect(claim(NOBODYS, ["ada"])).rejects.toMatchObject(NO_PAYOUT);
    await expect(claim(payoutOfAda, ["ada", "ben"])).rejects.toMatchObject(NO_PAYOUT);
    const claimed = await market.db.sql`select 1 from payables where payout_id is not null`;
    expect(claimed).toHaveLength(1);
  });

  it("by taking the payout away afterwards", async () => {
    const { sql } = market.db;
    await expect(sql`delete from payouts`).rejects.toMatchObject(REFUSED);
    await expect(sql`truncate payouts cascade`).rejects.toMatchObject(REFUSED);
    await expect(sql`update payouts set id = ${NOBODYS}`).rejects.toMatchObject(REFUSED);
    await expect(sql`update payouts set developer_id = 'ben'`).rejects.toMatchObject(REFUSED);
  });
});

describe("the database keeps of a claimed payable", () => {
  it.each([
    ["its month", "update payables set period = '2026-02' where payout_id is not null"],
    ["its currency", "update payables set currency = 'usd' where payout_id is not null"],
    [
      "its payout, when another would have it",
      `insert into payouts (developer_id, id, period, currency, amount, state, destination,
        created_at, updated_at)
      select developer_id, '${NOBODYS}', period, currency, amount, 'ready', destination,
        created_at, updated_at from payouts;
      update payables set payout_id = '${NOBODYS}' where payout_id is not null`,
    ],
  ])("%s", async (_, change) => {
    await expect(market.db.sql.begin((sql) => sql.unsafe(change))).rejects.toMatchObject(REFUSED);
  });
});

it("the database lets no payable be opened that a payout has claimed already", async () => {
  const opening = market.db.sql`
    insert into payables (developer_id, id, plugin_id, currency, period, payout_id)
    select developer_id, gen_random_uuid(), plugin_id, currency, period, payout_id
    from payables where payout_id = ${payoutOfAda}`;
  await expect(opening).rejects.toMatchObject(REFUSED);
});

it("the database lets no month be claimed that still takes events", async () => {
  const [march] = await market.db.sql`select closed_at from periods where period = '2026-03'`;
  expect(march).toEqual({ closed_at: null });
  const claim = market.db.sql`
    update payables set payout_id = ${payoutOfAda} where developer_id = 'ada' and period = '2026-03'`;
  await expect(claim).rejects.toMatchObject(REFUSED);
});

it("the database counts an event in no bucket of another day or plugin", async () => {
  const { sql } = market.db;
  const another = (change: Readonly<Record<string, string>>) => sql`
    insert into events
    select (jsonb_populate_record(events, jsonb_build_object(
      'id', gen_random_uuid(), 'external_id', gen_random_uuid()) || ${JSON.stringify(change)}::text::jsonb)).*
    from events where external_id = 'ben-2'`;
  const refused = { code: "23503", constraint_name: "events_summed_in_their_balance" };
  await expect(another({ posted_on: "2026-02-11" })).rejects.toMatchObject(refused);
  await expect(another({ plugin_id: "plugin-ada" })).rejects.toMatchObject(refused);
  await another({});
});
