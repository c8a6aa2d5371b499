import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Database } from "@/db/client";
import { approvePayouts } from "./approved-payouts";
import { figure, printTable } from "./print-table";
import { watchProcess } from "./process-memory";
import { openPatiently, withFreshDatabase } from "./server";
import { type BenchStripe, SECRET_KEY, withStripe, withStripeFolder } from "./stripe";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** Stripe's live limit, and what a worker is told to use of it. */
const LIMIT = 100;
const RATE = 98;
const LATENCY_MS = 50;
const SMALL = 1_000;
const LOOK_EVERY_MS = 5_000;
const WORKER_STARTS_MS = 30_000;

type Sent = {
  readonly payouts: number;
  readonly perSecond: number;
  readonly refused: number;
  readonly megabytesMax: number | undefined;
};

/**
 * A worker, in a process of its own, that sends what was approved to a simulated Stripe with
 * latency and the live limit: how much of the limit it uses, and whether its memory grows with
 * what there is to send. `BENCH_SEND_PAYOUTS=50000` takes eleven minutes.
 */
export async function benchSending(): Promise<void> {
  const large = Number(process.env.BENCH_SEND_PAYOUTS ?? 5_000);
  const rows: Sent[] = [];
  for (const payouts of [SMALL, large]) rows.push(await sendInFreshWorld(payouts));
  printTable(
    `Sending under a limit of ${LIMIT} requests/s, ${LATENCY_MS} ms each`,
    ["payouts", "per second", "of the limit", "refused (429)", "worker's memory MB"],
    rows.map(({ payouts, perSecond, refused, megabytesMax = Number.NaN }) => [
      figure(payouts),
      figure(perSecond),
      `${figure((100 * perSecond) / LIMIT)} %`,
      figure(refused),
      figure(megabytesMax),
    ]),
  );
}

async function sendInFreshWorld(payouts: number): Promise<Sent> {
  const sent: Sent[] = [];
  await withStripeFolder((folder) =>
    withFreshDatabase(async (url) => {
      const db = openPatiently(url);
      try {
        console.log(`Preparing ${figure(payouts)} payouts …`);
        await withStripe(folder, {}, (stripe) => approvePayouts(db, stripe, payouts));
        const limits = { latencyMs: LATENCY_MS, perSecond: LIMIT };
        sent.push(await withStripe(folder, limits, (stripe) => sendAll(db, url, stripe, payouts)));
      } finally {
        await db.close();
      }
    }),
  );
  const [only] = sent;
  if (!only) throw new Error("Nothing was sent");
  return only;
}

async function sendAll(
  db: Database,
  databaseUrl: string,
  stripe: BenchStripe,
  payouts: number,
): Promise<Sent> {
  console.log(`Sending ${figure(payouts)} payouts …`);
  // The same node flags as `npm run worker`.
  const node = ["--max-semi-space-size=8", "--import", "tsx"];
  const worker = spawn(process.execPath, [...node, "worker/main.ts", "--once"], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "test",
      LOG_LEVEL: "warn",
      DATABASE_URL: databaseUrl,
      STRIPE_SECRET_KEY: SECRET_KEY,
      STRIPE_API_BASE: stripe.url,
      STRIPE_REQUESTS_PER_SECOND: String(RATE),
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const memory = watchProcess(worker.pid);
  const refusals = countRefusals(stripe);
  await once(worker, "exit", { signal: AbortSignal.timeout(timeFor(payouts)) });
  const refused = await refusals.stop();
  const [row] = await db.sql<{ paid: bigint; seconds: number }[]>`
    select count(*) filter (where outcome = 'confirmed') as paid,
      extract(epoch from max(finished_at) - min(started_at))::float8 as seconds
    from payout_attempts`;
  if (!row || Number(row.paid) !== payouts) {
    throw new Error(`${row?.paid} of ${payouts} payouts were paid`);
  }
  return { payouts, perSecond: payouts / row.seconds, refused, megabytesMax: memory.stop() };
}

/** Twice what the limit alone asks for. */
function timeFor(payouts: number): number {
  return WORKER_STARTS_MS + (2_000 * payouts) / LIMIT;
}

/** Follows the simulator's log, which only keeps the latest requests. */
function countRefusals({ control }: BenchStripe) {
  const refused = new Set<string>();
  const look = async () => {
    for (const { id, status } of await control.requests()) if (status === 429) refused.add(id);
  };
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await look();
      return refused.size;
    },
  };
}
