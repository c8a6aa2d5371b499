import { PgBoss } from "pg-boss";

export const SEND_PAYOUTS = "send-payouts";
export const PROCESS_STRIPE_EVENT = "process-stripe-event";

/** pg-boss has its tables in a schema of its own and talks to them over its own small pool. */
const SCHEMA = "pgboss";
const KEEP_DONE_SECONDS = 3_600;

/**
 * Queues hold hints, never truth: what there is to do follows from the rows, and the worker finds
 * what a lost hint left behind. `short` keeps one waiting hint, however often it is given.
 */
const QUEUES = [
  { name: SEND_PAYOUTS, policy: "short" },
  { name: PROCESS_STRIPE_EVENT, policy: "short" },
] as const;

const FORMER_SCHEDULES = ["sweep", "reconcile", "verify"];

export type BossOptions = {
  readonly databaseUrl: string;
  /** The worker keeps house and runs the schedule; others only give hints. */
  readonly isWorker: boolean;
  readonly onError: (error: Error) => void;
};

/** Opens the job queue, and makes its schema and queues where they are missing. */
export async function startBoss(options: BossOptions): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: options.databaseUrl,
    schema: SCHEMA,
    application_name: "remit-jobs",
    max: options.isWorker ? 4 : 2,
    supervise: options.isWorker,
    schedule: options.isWorker,
    useListenNotify: options.isWorker,
  });
  boss.on("error", options.onError);
  await boss.start();
  // An earlier version kept its clock here.
  for (const name of FORMER_SCHEDULES) await boss.unschedule(name);
  for (const { name, policy } of QUEUES) {
    await boss.createQueue(name, {
      policy,
      notify: true,
      retryLimit: 0,
      deleteAfterSeconds: KEEP_DONE_SECONDS,
    });
  }
  return boss;
}
