import { trusted } from "@/lib/domain/ids";
import { reversePayout } from "@/lib/use-cases/reverse-payout";
import type { WorkStep } from "@/lib/use-cases/work-step";
import type { Process, Step } from "../simulation";

const STEPS = [
  "reverse.requested",
  "reverse.answered",
  "reverse.mirrored",
  "reverse.finished",
] as const;

/** `crash_reverse_answered`, as the report of a simulation names it. */
const crashIn = (step: WorkStep) => `crash_${step.replace(".", "_")}`;

type PaidPayout = { id: string; transfer_id: string; destination: string; left: bigint };

/** An admin takes (a part of) a payout back, and clicks twice. */
export const reverse: Step = {
  name: "reverse",
  weight: { month: 1, payday: 8 },
  faults: ["reversed_by_admin", ...STEPS.map(crashIn)],
  isMortal: true,
  run: async (process) => {
    const { simulation, deps, chance, admin, otherAdmin, mayDie } = process;
    const place = chance.next();
    const part = chance.isLucky(0.5) ? chance.next() : 1;
    const isTwice = chance.isLucky(0.3);
    const payout = await paidPayout(process, place);
    if (!payout) return;
    const amount = part === 1 ? undefined : partOf(payout.left, part);
    const wish = { payoutId: trusted.payoutId(payout.id), amount, seenLeft: payout.left };
    const onStep = (step: WorkStep) => {
      if (STEPS.some((own) => own === step)) mayDie(crashIn(step));
    };
    const ask = (by: typeof admin) =>
      reversePayout({ ...deps, onStep }, by, { ...wish, reason: "paid by mistake" });
    const clicks = isTwice ? [ask(admin), ask(otherAdmin)] : [ask(admin)];
    for (const answer of await Promise.all(clicks)) {
      if (answer.ok) simulation.hit("reversed_by_admin");
    }
  },
};

/** Somebody takes it back in Stripe's dashboard, of which only a webhook or reconcile tells. */
export const reverseInDashboard: Step = {
  name: "reverse_in_dashboard",
  weight: { month: 1, payday: 3 },
  faults: ["reversed_in_dashboard"],
  isMortal: false,
  run: async (process) => {
    const { simulation, chance } = process;
    const place = chance.next();
    const part = chance.next();
    const payout = await paidPayout(process, place);
    if (!payout) return;
    const made = await fetch(
      `${simulation.simulator.url}/v1/transfers/${payout.transfer_id}/reversals`,
      {
        method: "POST",
        headers: {
          authorization: "Bearer sk_test_sim_dashboard",
          "content-type": "application/x-www-form-urlencoded",
        },
        body: `amount=${partOf(payout.left, part)}`,
      },
    ).catch(() => undefined);
    if (made?.ok) simulation.hit("reversed_in_dashboard");
  },
};

/** A developer moves money on to their bank: then a reversal is not covered. */
export const spend: Step = {
  name: "spend",
  weight: { month: 1, payday: 1 },
  faults: ["account_emptied"],
  isMortal: false,
  run: async (process) => {
    const payout = await paidPayout(process, process.chance.next());
    if (!payout) return;
    const { hit, simulator } = process.simulation;
    const spent = { account: payout.destination, currency: "eur" };
    await simulator.control.payOut(spent).then(
      () => hit("account_emptied"),
      () => undefined,
    );
  },
};

async function paidPayout(
  { deps }: Pick<Process, "deps">,
  place: number,
): Promise<PaidPayout | undefined> {
  const payouts = await deps.db.sql<PaidPayout[]>`
    select id, transfer_id, destination, amount - reversed_amount as left from payouts
    where state in ('paid', 'partly_reversed') order by paid_at desc, id limit 6`;
  return payouts[Math.floor(place * payouts.length)];
}

function partOf(whole: bigint, part: number): bigint {
  const amount = BigInt(Math.ceil(Number(whole) * part));
  return amount < 1n ? 1n : amount;
}
