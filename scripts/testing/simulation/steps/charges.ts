import type { Step } from "../simulation";

/** What a charge's metadata names its plugin with; see `docs/stripe-charges.md`. */
const PLUGIN_TAG = "remit_plugin_id";

const WEEK = 604_800;

/** Customers pay through Stripe itself, and get money back there: only webhooks tell of it. */
export const chargeCustomers: Step = {
  name: "charge_customers",
  weight: { month: 3, payday: 1 },
  faults: ["charge_of_stripe"],
  isMortal: false,
  run: async ({ simulation, chance }) => {
    const { model, hit, simulator } = simulation;
    for (let no = chance.whole(1, 2); no > 0; no--) {
      const payment = {
        amount: chance.whole(1, 20_000),
        currency: chance.pick(["eur", "usd"]),
        metadata: { [PLUGIN_TAG]: chance.pick(model.plugins) },
        availableInSeconds: chance.pick([0, WEEK]),
      };
      const isDisputable = chance.isLucky(0.3);
      const { id } = await simulator.control.charge(payment);
      model.charges.push({ id, isDisputable, left: payment.amount, dispute: undefined });
      hit("charge_of_stripe");
    }
  },
};

export const takeChargesBack: Step = {
  name: "take_charges_back",
  weight: { month: 2, payday: 1 },
  faults: ["charge_refunded", "charge_disputed", "charge_dispute_decided"],
  isMortal: false,
  run: async ({ simulation, chance }) => {
    const { model, hit, simulator } = simulation;
    const isWon = chance.isLucky(0.5);
    const part = chance.next();
    const place = chance.next();
    const charge = model.charges[Math.floor(place * model.charges.length)];
    if (!charge) return;
    if (charge.dispute) {
      const { dispute } = charge;
      charge.dispute = undefined;
      await simulator.control.closeDispute(dispute, isWon ? "won" : "lost");
      hit("charge_dispute_decided");
    } else if (charge.left === 0) return;
    else if (charge.isDisputable) {
      charge.left = 0;
      charge.dispute = (await simulator.control.openDispute(charge.id)).id;
      hit("charge_disputed");
    } else {
      const amount = Math.ceil(charge.left * part);
      charge.left -= amount;
      if (amount > 0) await simulator.control.refund(charge.id, amount);
      hit("charge_refunded");
    }
  },
};
