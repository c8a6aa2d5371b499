import { payInstantly } from "@/lib/use-cases/pay-instantly";
import { processPendingStripeEvents } from "@/lib/use-cases/process-pending-stripe-events";
import { resolveReversals } from "@/lib/use-cases/resolve-reversals";
import { resolveUnknown } from "@/lib/use-cases/resolve-unknown";
import { retryCharges } from "@/lib/use-cases/retry-charges";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { isExpected, wordsOf } from "../run-step";
import type { Process, Step } from "../simulation";

const SEND_STEPS = ["begun", "before_call", "answered", "finished"] as const;
const RESOLVE_STEPS = ["leased", "before_resend", "resolved"] as const;

/** One worker's pass over everything that waits. It may die between any two steps. */
export const worker: Step = {
  name: "worker",
  weight: { month: 4, payday: 16 },
  faults: [
    ...SEND_STEPS.map((step) => `crash_send_${step}`),
    ...RESOLVE_STEPS.map((step) => `crash_resolve_${step}`),
  ],
  isMortal: true,
  run: workOff,
};

/** What keeps an event waiting for the next time. */
const ABOUT_STRIPE = /could not be read|kept moving/;
const pause = async () => undefined;

export async function workOff(process: Process): Promise<void> {
  const { deps, simulation, mayDie } = process;
  await payInstantly(deps);
  await sendApproved(deps, {
    ...{ concurrency: 2, pause },
    onStep: (step) => mayDie(`crash_send_${step}`),
  });
  await resolveUnknown(deps, { onStep: (step) => mayDie(`crash_resolve_${step}`) });
  await resolveReversals(deps);
  const onFailure = (id: string, error: unknown) => {
    if (isExpected(error) || ABOUT_STRIPE.test(String(error))) return;
    simulation.accuse(`${id} failed: ${wordsOf(error)}`);
  };
  await processPendingStripeEvents(deps, { onFailure });
  await retryCharges(deps, { isEverything: true, onFailure });
}
