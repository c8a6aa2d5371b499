import { money } from "@/lib/domain/money";
import type { Report } from "../model";
import type { Process, Step } from "../simulation";
import { nextId, send } from "./record-sales";

/**
 * Refunds in parts, disputes and won disputes of sales that the shop has made, as much as comes
 * to mind: what is too much is refused. The same ones may come from two places at once.
 */
export const recordCorrections: Step = {
  name: "record_corrections",
  weight: { month: 6, payday: 4 },
  faults: ["refund_in_parts", "dispute_opened", "dispute_won", "corrections_raced"],
  isMortal: true,
  run: async (process) => {
    const { chance, simulation } = process;
    const paid = simulation.model.sales.filter(({ amount }) => amount.minor > 0n);
    if (paid.length === 0) return;
    const sale = chance.pick(paid.slice(-12));
    const batch = chance.isLucky(0.35) ? dispute(process, sale) : refundInParts(process, sale);
    const calls = [send(process, batch)];
    if (chance.isLucky(0.4)) {
      simulation.hit("corrections_raced");
      calls.push(send(process, batch.toReversed()));
    }
    await Promise.all(calls);
  },
};

function refundInParts({ chance, simulation }: Process, sale: Report): readonly Report[] {
  simulation.hit("refund_in_parts");
  const parts: Report[] = [];
  for (let no = chance.whole(1, 3); no > 0; no--) {
    const minor = BigInt(chance.whole(1, Math.max(1, Number(sale.amount.minor) / 2)));
    parts.push(correction(simulation, { ...sale, kind: "refund" }, minor));
  }
  return parts;
}

function dispute({ chance, simulation }: Process, sale: Report): readonly Report[] {
  const { model, hit } = simulation;
  const earlier = model.disputes.length > 0 ? chance.pick(model.disputes) : undefined;
  if (earlier && chance.isLucky(0.5)) {
    hit("dispute_won");
    return [correction(simulation, { ...earlier, kind: "dispute_won" }, earlier.amount.minor)];
  }
  hit("dispute_opened");
  const minor = chance.isLucky(0.6)
    ? sale.amount.minor
    : BigInt(chance.whole(1, Number(sale.amount.minor)));
  const opened = correction(simulation, { ...sale, kind: "dispute" }, minor);
  model.disputes.push(opened);
  return [opened];
}

function correction({ model, now }: Process["simulation"], of: Report, minor: bigint): Report {
  const { kind, pluginId } = of;
  return {
    ...{ kind, pluginId, externalId: nextId(model, kind), occurredAt: now() },
    amount: money(minor, of.amount.currency),
    correctsId: of.correctsId ?? of.externalId,
  };
}
