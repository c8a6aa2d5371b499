import type { DeveloperActor } from "@/lib/auth/actor";
import { createMarketplace, type Marketplace } from "./marketplace";

export type MarketplaceWithSale = {
  readonly market: Marketplace;
  readonly ada: DeveloperActor;
  /** Her account at Stripe. */
  readonly account: string;
};

/** A marketplace that has the money to pay Ada for her one sale of EUR 100, in March 2026. */
export async function createMarketplaceWithSale(): Promise<MarketplaceWithSale> {
  const market = await createMarketplace();
  await market.simulator.control.fund("eur", 1_000_000);
  const ada = await market.addDeveloper("ada");
  const account = await market.connect(ada);
  await market.sell(ada, [{ externalId: "a1", amount: 10_000n, at: "2026-03-10T00:00:00Z" }]);
  return { market, ada, account };
}
