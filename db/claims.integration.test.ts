import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";

const NOBODYS = "00000000-0000-7000-8000-000000000000";
const REFUSED = { code: "23503", constraint_name: "balances_claimed_by_a_payout" };

let market: Marketplace;
let payoutOfAda: string;

/** A payout of ada's January, and each of ada and ben with a bucket in February that nobody claimed. */
beforeAll(async () => {
  market = await createMarketplace();
  for (const id of ["ada", "ben"]) {
    const developer = await market.addDeveloper(id);
    await market.connect(developer);
    await market.sell(developer, [
      ...(id === "ada" ? [{ externalId: "a1", amount: 10_000n, at: "2026-01-10T00:00:00Z" }] : []),
      { externalId: `${id}-2`, amount: 10_000n, at: "2026-02-10T00:00:00Z" },
    ]);
  }
  await market.approve("2026-01");
  const [row] = await market.db.sql<{ id: string }[]>`select id from payouts`;
  payoutOfAda = row?.id ?? "";
});
afterAll(() => market.stop());

describe("the database lets no bucket be claimed by a payout that is not there", () => {
  it("when buckets are claimed, one of many or all", async () => {
    const { sql } = market.db;
    const claim = (payoutId: string, developers: readonly string[]) => sql`
      update balances set frozen = true, payout_id = ${payoutId}
      where payout_id is null and developer_id = any(${developers})`;
    await expect(claim(NOBODYS, ["ada"])).rejects.toMatchObject(REFUSED);
    await expect(claim(payoutOfAda, ["ada", "ben"])).rejects.toMatchObject(REFUSED);
    const claimed = await sql`select 1 from balances where payout_id is not null`;
    expect(claimed).toHaveLength(1);
  });

  it("when a bucket is opened", async () => {
    const open = (payoutId: string) => market.db.sql`
      insert into balances (developer_id, id, plugin_id, day, currency, installs, free_installs,
        renewals, refunds, amount, developer_share, platform_share, refunded_amount, refunded_share,
        frozen, payout_id)
      select 'ben', gen_random_uuid(), plugin_id, day, currency, 0, 0, 0, 0, 0, 0, 0, 0, 0, true,
        ${payoutId}::uuid
      from balances where developer_id = 'ben'`;
    await expect(open(NOBODYS)).rejects.toMatchObject(REFUSED);
    await expect(open(payoutOfAda)).rejects.toMatchObject(REFUSED);
  });

  it("by taking the payout away afterwards", async () => {
    const { sql } = market.db;
    const appendOnly = { code: "23001" };
    await expect(sql`delete from payouts`).rejects.toMatchObject(appendOnly);
    await expect(sql`truncate payouts cascade`).rejects.toMatchObject(appendOnly);
    await expect(sql`update payouts set id = ${NOBODYS}`).rejects.toMatchObject(appendOnly);
    await expect(sql`update payouts set developer_id = 'ben'`).rejects.toMatchObject(appendOnly);
  });
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
