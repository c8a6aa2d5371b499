import { receiveStripeEvent } from "@/lib/use-cases/receive-stripe-event";
import type { Step } from "../simulation";

const CALM = { duplicates: 0, dropNext: 0, isReordering: false, isEndpointDown: false };

/** How badly Stripe's events travel from now on. */
export const disturbWebhooks: Step = {
  name: "disturb_webhooks",
  weight: { month: 2, payday: 5 },
  faults: [
    ...["webhooks_dropped", "webhooks_doubled", "webhooks_reordered", "webhooks_held"],
    ...["webhooks_released_backwards", "webhooks_refused"],
  ],
  isMortal: false,
  run: async ({ simulation, chance }) => {
    const { control } = simulation.simulator;
    const trouble = chance.pick([
      ["webhooks_dropped", { dropNext: chance.whole(1, 6) }],
      ["webhooks_doubled", { duplicates: chance.whole(1, 3) }],
      ["webhooks_reordered", { isReordering: true }],
      ["webhooks_refused", { isEndpointDown: true }],
      ["webhooks_held", { isHolding: true }],
      ["webhooks_released_backwards", undefined],
    ] as const);
    const [fault, change] = trouble;
    if (change) await control.controlDelivery({ ...CALM, ...change });
    else await control.release("last_first");
    simulation.hit(fault);
  },
};

/** Somebody else calls: without the secret, or with a body that was changed on its way. */
export const forgeWebhook: Step = {
  name: "forge_webhook",
  weight: { month: 1, payday: 1 },
  faults: ["webhook_forged"],
  isMortal: false,
  run: async ({ simulation, deps, chance }) => {
    const event = {
      ...{ id: `evt_forged_${chance.whole(1, 1_000)}`, object: "event", livemode: false },
      ...{ type: "transfer.reversed", created: 1_700_000_000, api_version: null },
      data: { object: { id: "tr_forged", object: "transfer", amount_reversed: 1 } },
    };
    const body = new TextEncoder().encode(JSON.stringify(event));
    const stamp = Math.floor(Date.now() / 1_000);
    const signature = chance.pick([null, `t=${stamp},v1=${"0".repeat(64)}`, "t=1,v1=x", "v1="]);
    const received = await receiveStripeEvent(deps, body, signature);
    if (received.ok) simulation.accuse("a forged webhook was taken in");
    simulation.hit("webhook_forged");
  },
};
