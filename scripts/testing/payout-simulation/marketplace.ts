import { trustedPeriod } from "@/lib/domain/period";
import {
  addDeveloper,
  closeMonth,
  type PayoutWorld,
  recordSales,
  type Sale,
} from "../payout-world";
import type { Chance } from "../simulation/chance";

export type Marketplace = { readonly developers: readonly string[]; readonly period: string };

/** A small marketplace with a finished month: sales, refunds, two currencies, somebody not ready. */
export async function openMarketplace(world: PayoutWorld, chance: Chance): Promise<Marketplace> {
  const developers: string[] = [];
  const plugins: string[] = [];
  const count = chance.whole(4, 7);
  for (let no = 1; no <= count; no++) {
    const id = `dev-${no}`;
    const own = Array.from({ length: chance.whole(1, 2) }, (_, index) => `${id}-p${index + 1}`);
    const readiness = no === count ? undefined : "ready";
    await addDeveloper(world, id, { plugins: own, readiness });
    developers.push(id);
    plugins.push(...own);
  }
  if (chance.isLucky(0.5)) {
    await world.db.sql`insert into payout_minimums (currency, amount, updated_by)
      values ('eur', ${chance.whole(1, 2_000)}, 'user:ada@example.com')`;
  }
  await recordSales(world, salesOf(chance, plugins));
  await closeMonth(world, "2026-01");
  return { developers, period: trustedPeriod("2026-01") };
}

function salesOf(chance: Chance, plugins: readonly string[]): readonly Sale[] {
  const sales: Sale[] = [];
  for (const plugin of plugins) {
    for (let no = 1; no <= chance.whole(1, 4); no++) {
      const sale: Sale = {
        id: `${plugin}-${no}`,
        plugin,
        amount: BigInt(chance.whole(1, 20_000)),
        on: `2026-01-${String(chance.whole(1, 28)).padStart(2, "0")}`,
        currency: chance.isLucky(0.2) ? "usd" : "eur",
      };
      sales.push(sale);
      if (chance.isLucky(0.15)) {
        const back = BigInt(chance.whole(1, Number(sale.amount)));
        sales.push({ ...sale, id: `${sale.id}-back`, amount: -back, corrects: sale.id });
      }
    }
  }
  return sales;
}
