import type { PgBoss } from "pg-boss";
import type { WorkHint } from "@/lib/use-cases/deps";
import { PROCESS_STRIPE_EVENT, SEND_PAYOUTS, startBoss } from "./queue";

export type Hints = {
  readonly wake: (hint: WorkHint) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Whoever did something waits no longer than this for the worker to be told of it. */
const GIVE_MS_MAX = 2_000;

/**
 * Tells the worker that there is something to do.
 *
 * The state is already written when a hint is given, so a hint that cannot be given is only
 * reported: the worker's sweep finds the work within a minute.
 */
export function createHints(databaseUrl: string, onError: (error: unknown) => void): Hints {
  let started: Promise<PgBoss> | undefined;
  const boss = () => {
    started ??= startBoss({ databaseUrl, isWorker: false, onError }).catch((error: unknown) => {
      started = undefined;
      throw error;
    });
    return started;
  };
  return {
    wake: async (hint) => {
      try {
        await soon(boss().then((running) => giveHint(running, hint)));
      } catch (error) {
        onError(error);
      }
    },
    close: async () => {
      const running = await started?.catch(() => undefined);
      await running?.stop({ graceful: false, close: true });
    },
  };
}

export async function giveHint(boss: PgBoss, hint: WorkHint): Promise<void> {
  switch (hint.kind) {
    case "send_payouts":
      await boss.send(SEND_PAYOUTS, {});
      return;
    case "process_stripe_event":
      await boss.send(
        PROCESS_STRIPE_EVENT,
        { eventId: hint.eventId },
        { singletonKey: hint.eventId },
      );
      return;
  }
}

/** A hint that is given late is as good as one that is lost. */
async function soon(giving: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the job queue does not answer")), GIVE_MS_MAX);
  });
  await Promise.race([giving, late]).finally(() => clearTimeout(timer));
}
