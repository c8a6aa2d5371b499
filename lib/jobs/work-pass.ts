import { isRefusal } from "@/db/retry";
import { isOutage } from "@/lib/config/outage";
import type { Log } from "@/lib/logging/log";
import type { Deps } from "@/lib/use-cases/deps";
import type { GuardOptions } from "@/lib/use-cases/guard-against-lost-payouts";
import { payInstantly } from "@/lib/use-cases/pay-instantly";
import { processPendingStripeEvents } from "@/lib/use-cases/process-pending-stripe-events";
import { resolveReversals } from "@/lib/use-cases/resolve-reversals";
import { type ResolveStep, resolveUnknown } from "@/lib/use-cases/resolve-unknown";
import { retryCharges } from "@/lib/use-cases/retry-charges";
import { type DrainOptions, sendApproved } from "@/lib/use-cases/send-approved";
import type { SendStep } from "@/lib/use-cases/send-payout";

export type PassOptions = Pick<DrainOptions, "concurrency" | "perSecond" | "pause"> & {
  readonly log: Log;
  readonly shouldStop: () => boolean;
};

/** Long enough for the webhook's own hint to be acted on first. */
const LEFT_BEHIND_MS = 30_000;

/**
 * One pass over everything that waits: what state says is there to do, whoever was told.
 *
 * Asked for while it runs, it runs once more afterwards, so that nothing that came in meanwhile
 * has to wait for the next hint. `isEverything` takes webhooks in that arrived a moment ago too.
 */
export function createWorkPass(deps: Deps, options: PassOptions) {
  let running: Promise<void> | undefined;
  let isAskedAgain = false;
  const run = async () => {
    do {
      isAskedAgain = false;
      await workPass(deps, options);
    } while (isAskedAgain && !options.shouldStop());
  };
  return (): Promise<void> => {
    if (running) {
      isAskedAgain = true;
      return running;
    }
    running = run().finally(() => {
      running = undefined;
    });
    return running;
  };
}

/**
 * What each kind of work comes to. Trouble with one keeps no other waiting, least of all sending
 * and looking up; the first is thrown once all have had their turn.
 */
export async function workPass(
  deps: Deps,
  options: PassOptions & { readonly isEverything?: boolean },
): Promise<{ readonly isQuiet: boolean }> {
  const { log, shouldStop } = options;
  const onAlarm = (alarm: object) => log.error(alarm, "a payout needs a person");
  const onSendStep = (step: SendStep) => deps.onStep?.(`send.${step}`);
  const onResolveStep = (step: ResolveStep) => deps.onStep?.(`resolve.${step}`);
  const guarding: GuardOptions = {
    onBehind: (catchUp) => log.error(catchUp, "the books were behind Stripe, and have caught up"),
    onUnreachable: (err) => log.warn({ err }, "nothing is sent while Stripe cannot be asked"),
  };
  const inTurn = createTurns(log);
  const instant = await inTurn(() =>
    payInstantly(deps, {
      shouldStop,
      onFailure: (id, err) => log.error({ id, err }, "a sale waits to be paid at once"),
    }),
  );
  const sent = await inTurn(() =>
    sendApproved(deps, { ...options, ...guarding, onAlarm, onStep: onSendStep }),
  );
  const resolved = await inTurn(() =>
    resolveUnknown(deps, { ...guarding, onAlarm, shouldStop, onStep: onResolveStep }),
  );
  const reversals = await inTurn(() => resolveReversals(deps, { shouldStop }));
  const leftBehind = new Date(deps.now().getTime() - LEFT_BEHIND_MS);
  const events = await inTurn(() =>
    processPendingStripeEvents(deps, {
      dueBefore: options.isEverything ? undefined : leftBehind,
      shouldStop,
      onFailure: (eventId, err) => log.warn({ eventId, err }, "a Stripe event waits"),
    }),
  );
  const charges = await inTurn(() =>
    retryCharges(deps, {
      ...{ shouldStop, isEverything: options.isEverything },
      onFailure: (chargeId, err) => log.warn({ chargeId, err }, "a charge waits"),
    }),
  );
  const { failed: _waits, ...judged } = instant ?? { failed: 0 };
  const counts = [judged, sent, resolved, reversals];
  const isQuiet = counts.every(isZero) && !events?.processed && !charges?.recorded;
  if (!isQuiet) log.info({ instant, sent, resolved, reversals, events, charges }, "worked");
  inTurn.end();
  return { isQuiet };
}

/** Absent for who came to grief. Without a database there is nothing that the others could do. */
function createTurns(log: Log) {
  const troubles: unknown[] = [];
  const inTurn = async <Report>(work: () => Promise<Report>): Promise<Report | undefined> => {
    try {
      return await work();
    } catch (err) {
      if (isOutage(err) && !isRefusal(err)) throw err;
      if (troubles.length > 0) log.error({ err }, "another part of the work failed, too");
      troubles.push(err);
      return undefined;
    }
  };
  const end = () => {
    if (troubles.length > 0) throw troubles[0];
  };
  return Object.assign(inTurn, { end });
}

function isZero(report: Readonly<Record<string, number>> = {}): boolean {
  return Object.values(report).every((count) => count === 0);
}
