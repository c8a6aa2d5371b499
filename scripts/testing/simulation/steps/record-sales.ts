import { trustedCurrency } from "@/lib/domain/currency";
import { trusted } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { recordEvents } from "@/lib/use-cases/record-events";
import { type MarketplaceModel, noteAnswers, noteSent, type Report, SOURCE } from "../model";
import type { Process, Step } from "../simulation";

const HOUR_MS = 3_600_000;
const LATE_HOURS_MAX = 40 * 24;
const FIRST_DAY = Date.parse("2026-01-01T00:00:00Z");

/** The shop reports sales: new ones, late ones, known ones again, and sometimes from two places. */
export const recordSales: Step = {
  name: "record_sales",
  weight: { month: 12, payday: 4 },
  faults: ["sale_late", "sale_repeated", "sale_conflicting", "two_callers"],
  isMortal: true,
  run: async (process) => {
    const batch = makeBatch(process);
    const calls = [send(process, batch)];
    if (process.chance.isLucky(0.3)) {
      process.simulation.hit("two_callers");
      calls.push(send(process, batch.toReversed()));
    }
    await Promise.all(calls);
  },
};

/** Sends reports as the shop does, and keeps what was answered. */
export async function send(
  { deps, simulation }: Pick<Process, "deps" | "simulation">,
  reports: readonly Report[],
): Promise<void> {
  for (const report of reports) noteSent(simulation.model, report);
  noteAnswers(simulation.model, reports, await recordEvents(deps, SOURCE, reports));
}

function makeBatch(process: Process): readonly Report[] {
  const { chance, simulation } = process;
  const { model, hit } = simulation;
  const batch: Report[] = [];
  for (let no = chance.whole(1, 6); no > 0; no--) {
    const known = model.sales.length > 0 ? chance.pick(model.sales) : undefined;
    const kind = chance.next();
    if (known && kind < 0.12) {
      hit("sale_repeated");
      batch.push(known);
    } else if (known && kind < 0.2) {
      hit("sale_conflicting");
      batch.push({ ...known, amount: money(known.amount.minor + 1n, known.amount.currency) });
    } else {
      const sale = newSale(process);
      model.sales.push(sale);
      batch.push(sale);
    }
  }
  return batch;
}

function newSale({ chance, simulation }: Process): Report {
  const { model, now, hit } = simulation;
  const isFree = chance.isLucky(0.05);
  const kind = isFree || chance.isLucky(0.7) ? "install" : "renewal";
  const isLate = chance.isLucky(0.2);
  if (isLate) hit("sale_late");
  const ago = chance.whole(1, isLate ? LATE_HOURS_MAX : 24) * HOUR_MS;
  const amount = isFree ? 0 : chance.whole(1, chance.pick([50, 2_000, 30_000]));
  return {
    externalId: nextId(model, "sale"),
    kind,
    pluginId: trusted.pluginId(chance.pick(model.plugins)),
    amount: money(BigInt(amount), trustedCurrency(chance.isLucky(0.25) ? "usd" : "eur")),
    occurredAt: new Date(Math.max(now().getTime() - ago, FIRST_DAY)),
  };
}

export function nextId(model: MarketplaceModel, what: string): string {
  model.count += 1;
  return `${what}-${model.count}`;
}
