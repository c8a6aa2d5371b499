import { trusted } from "@/lib/domain/ids";
import { payInstantly } from "@/lib/use-cases/pay-instantly";
import { recordCharge } from "@/lib/use-cases/record-charge";
import type { Act } from "./act";
import { PAID_AT_ONCE } from "./cast";
import type { DemoEvent } from "./demo-event";
import type { DemoWorld } from "./demo-world";
import { send } from "./pay-month";

const TWO_DAYS_S = 2 * 24 * 3_600;

/** Whether the event comes from a payment at Stripe, and not from the marketplace's backend. */
export function isPaidAtStripe({ pluginId }: DemoEvent): boolean {
  return pluginId === trusted.pluginId(PAID_AT_ONCE.pluginId);
}

/**
 * Customers pay at Stripe for the plugin of the developer on the instant schedule: each sale is
 * sent on at once, from the payment's own money.
 */
export function paymentsAtStripe(events: readonly DemoEvent[]): readonly Act[] {
  const charges = new Map<string, string>();
  return events.map((event) => ({
    at: event.occurredAt,
    play: async (world) => {
      const charge = await takePlace(world, event, charges);
      await recordCharge(world.deps, charge);
      await payInstantly(world.deps);
      await send(world);
    },
  }));
}

/** At Stripe. The charge's id, of the sale itself or of the one that the event gives back. */
async function takePlace(
  { simulator }: DemoWorld,
  event: DemoEvent,
  charges: Map<string, string>,
): Promise<string> {
  const amount = Number(event.amount.minor);
  if (event.kind === "refund") {
    const charge = charges.get(event.correctsId ?? "");
    if (charge === undefined) throw new Error(`${event.externalId} gives back no sale`);
    await simulator.refund(charge, amount);
    return charge;
  }
  const { id } = await simulator.charge({
    ...{ amount, currency: event.amount.currency, fee: Math.ceil(amount * 0.015) + 25 },
    availableInSeconds: TWO_DAYS_S,
    metadata: { remit_plugin_id: event.pluginId, remit_buyer_ref: event.buyerRef ?? "" },
  });
  charges.set(event.externalId, id);
  return id;
}
