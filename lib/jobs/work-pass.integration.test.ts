import pino from "pino";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createMarketplace, type Marketplace } from "@/scripts/testing/marketplace";
import { workPass } from "./work-pass";

let market: Marketplace;
beforeAll(async () => {
  market = await createMarketplace();
});
afterAll(() => market.stop());

it("does everything else that waits when one kind of work comes to grief, and says so", async () => {
  const ada = await market.addDeveloper("ada");
  await market.connect(ada);
  await market.sell(ada, [{ externalId: "a1", amount: 1_000n, at: "2026-03-10T00:00:00Z" }]);
  await market.simulator.control.fund("eur", 100_000);
  await market.approve("2026-03");
  await market.db.sql`insert into stripe_events (id, type, object_id, payload, received_at)
    values ('evt_1', 'transfer.created', 'tr_of_somebody', '{}', ${market.deps.now()})`;
  const deps = {
    ...market.deps,
    onStep: async (step: string) => {
      if (step.startsWith("send.")) throw new Error("no sending in this test");
    },
  };
  const log = pino({ level: "silent" });
  const options = { log, shouldStop: () => false, isEverything: true };
  await expect(workPass(deps, options)).rejects.toThrow("no sending in this test");
  const [event] = await market.db.sql`
    select outcome from stripe_events where id = 'evt_1' and processed_at is not null`;
  expect(event).toEqual({ outcome: "not ours" });
});
