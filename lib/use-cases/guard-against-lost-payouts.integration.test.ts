import { afterAll, beforeAll, expect, it } from "vitest";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { restoreRows } from "@/scripts/testing/restore-rows";
import { sendApproved } from "./send-approved";

let market: Marketplace;
beforeAll(async () => {
  market = await createMarketplace();
  await market.simulator.control.fund("eur", 1_000_000);
});
afterAll(() => market.stop());

it("sends nothing with the key of another Stripe account, told by a transfer that it does not know", async () => {
  const ada = await market.addDeveloper("ada");
  await market.connect(ada);
  await market.sell(ada, [{ externalId: "a1", amount: 10_000n, at: "2026-03-10T00:00:00Z" }]);
  await market.approve("2026-03");
  await sendApproved(market.deps);
  for (const month of ["04", "05"]) {
    await market.setClock(`2026-${month}-20T10:00:00Z`);
    const sale = { externalId: `a${month}`, amount: 500n, at: `2026-${month}-10T00:00:00Z` };
    await market.sell(ada, [sale]);
  }
  await market.approve("2026-04");
  await sendApproved(market.deps);
  await restoreRows(
    market.db,
    "update payouts set transfer_id = transfer_id || 'elsewhere' where transfer_id is not null",
  );
  await market.setClock("2026-06-02T10:00:00Z");
  await market.approve("2026-05");
  const refusals: string[] = [];
  const onUnreachable = ({ message }: Error) => void refusals.push(message);
  expect(await sendApproved(market.deps, { onUnreachable })).toMatchObject({ paid: 0 });
  expect(refusals).toEqual([expect.stringContaining("key of another account")]);
  expect((await market.simulator.control.state()).transfers.length).toBe(2);
});
