import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type Database, openDatabase } from "@/db/client";
import { freePort } from "@/db/embedded";
import { addMissingPlugins } from "@/db/writes/save-catalog";
import { mintAdmin } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import { trusted } from "@/lib/domain/ids";
import { trustedPeriod, UTC } from "@/lib/domain/period";
import { approveRun } from "@/lib/use-cases/approve-run";
import { closePeriod } from "@/lib/use-cases/close-period";
import type { Deps } from "@/lib/use-cases/deps";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { recordEvents } from "@/lib/use-cases/record-events";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { createOfflineDeps } from "@/lib/use-cases/world";
import { connectControl } from "@/simulator/control";

export type PayoutFigures = {
  readonly developers: number;
  readonly events: number;
  readonly prepareMs: number;
  readonly approveMs: number;
  /** Payouts sent per second with nothing but Stripe's latency in the way. */
  readonly perSecondFree: number;
  /** What the latency alone allows: calls at once ÷ latency. */
  readonly perSecondIdeal: number;
  /** The same under Stripe's live limit of requests per second. */
  readonly perSecondPaced: number;
  readonly perSecondLimit: number;
  readonly memoryMegabytesMax: number;
};

const DEVELOPERS = 1_000;
const EVENTS_EACH = 50;
const LATENCY_MS = 50;
const CALLS_AT_ONCE = 16;
const LIVE_LIMIT = 100;
const MEGABYTE = 1_048_576;
const admin = mintAdmin("operator:bench");
const NOW = new Date("2026-03-02T10:00:00Z");

/**
 * Pays a thousand developers twice, through the real Stripe client and a simulated Stripe in a
 * process of its own that takes 50 ms for each request. Wants a migrated, empty database.
 */
export async function benchPayouts(databaseUrl: string): Promise<PayoutFigures> {
  const port = await freePort();
  const simulator = await startSimulator(port);
  const db = openDatabase(databaseUrl, { connectionsMax: CALLS_AT_ONCE + 4 });
  const memory = watchMemory();
  try {
    const apiBase = `http://127.0.0.1:${port}`;
    const stripe = { secretKey: "sk_test_sim_bench", apiBase };
    const deps = createOfflineDeps({ db, now: () => NOW, zone: UTC, stripe });
    await fillMarketplace(deps, db, apiBase);
    const free = await payMonth(deps, "2026-01", 10_000);
    const paced = await payMonth(deps, "2026-02", LIVE_LIMIT);
    return {
      developers: DEVELOPERS,
      events: 2 * DEVELOPERS * EVENTS_EACH,
      prepareMs: free.prepareMs,
      approveMs: free.approveMs,
      perSecondFree: free.perSecond,
      perSecondIdeal: (CALLS_AT_ONCE * 1_000) / LATENCY_MS,
      perSecondPaced: paced.perSecond,
      perSecondLimit: LIVE_LIMIT,
      memoryMegabytesMax: memory.max(),
    };
  } finally {
    memory.stop();
    await db.close();
    simulator.kill("SIGTERM");
  }
}

async function payMonth(deps: Deps, month: string, perSecond: number) {
  const period = trustedPeriod(month);
  const closed = await closePeriod(deps, admin, period);
  if (!closed.ok) throw new Error(`Period ${month} was not closed: ${closed.problem.kind}`);
  const [prepared, prepareMs] = await timed(() => prepareRun(deps, admin, { period }));
  if (!prepared.ok) throw new Error(`Period ${month} was not prepared: ${prepared.problem.kind}`);
  const { runId, payouts } = prepared.value;
  const [approved, approveMs] = await timed(() => approveRun(deps, admin, runId));
  if (!approved.ok) throw new Error(`Run ${runId} was not approved: ${approved.problem.kind}`);
  const [report, sendMs] = await timed(() =>
    sendApproved(deps, { concurrency: CALLS_AT_ONCE, perSecond }),
  );
  if (payouts !== DEVELOPERS || report.paid !== DEVELOPERS) {
    throw new Error(`${report.paid} of ${payouts} payouts were paid, not ${DEVELOPERS}`);
  }
  return { prepareMs, approveMs, perSecond: (report.paid * 1_000) / sendMs };
}

async function fillMarketplace(deps: Deps, db: Database, apiBase: string): Promise<void> {
  const control = connectControl(apiBase);
  const ids = Array.from({ length: DEVELOPERS }, (_, index) => `bench-${index}`);
  const plugins = ids.map((id) => ({
    id: trusted.pluginId(`${id}-plugin`),
    name: `Plugin of ${id}`,
    developerId: trusted.developerId(id),
  }));
  await addMissingPlugins(db, plugins, NOW);
  const waiting = ids.values();
  const connect = async () => {
    for (const id of waiting) {
      const developerId = trusted.developerId(id);
      const request = { developerId, email: `${id}@example.com`, displayName: id, country: "DE" };
      const { accountId } = await deps.accounts.createAccount(request, `account:${id}`);
      await control.onboard(accountId, "finished");
      await db.sql`
        insert into connected_accounts (developer_id, creation_key, creation_started_at,
          stripe_account_id, readiness, fetched_at)
        values (${id}, ${`account:${id}`}, ${NOW}, ${accountId}, 'ready', ${NOW})`;
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, connect));
  await control.fund("eur", 1_000_000_000);
  for (const month of ["2026-01", "2026-02"]) {
    for (let no = 0; no < EVENTS_EACH; no++) await recordDay(deps, plugins, month, no);
  }
}

async function recordDay(
  deps: Deps,
  plugins: readonly { readonly id: ReturnType<typeof trusted.pluginId> }[],
  month: string,
  no: number,
): Promise<void> {
  const day = String((no % 28) + 1).padStart(2, "0");
  const reports = plugins.map(({ id }) => ({
    externalId: `${id}-${month}-${no}`,
    kind: "install" as const,
    pluginId: id,
    amount: { minor: 999n, currency: trustedCurrency("eur") },
    occurredAt: new Date(`${month}-${day}T12:00:00Z`),
  }));
  const results = await recordEvents(deps, "bench", reports);
  const rejected = results.find((result) => result.status === "rejected");
  if (rejected) throw new Error(`Not recorded: ${JSON.stringify(rejected)}`);
}

async function startSimulator(port: number): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [
      ...["--import", "tsx", "simulator/main.ts", "--no-contract"],
      ...["--port", String(port), "--latency", String(LATENCY_MS)],
    ],
    { cwd: fileURLToPath(new URL("..", import.meta.url)), stdio: ["ignore", "pipe", "inherit"] },
  );
  await once(child.stdout, "data");
  return child;
}

function watchMemory() {
  let max = 0;
  const look = () => {
    max = Math.max(max, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 100);
  return {
    max: () => Math.round(max / MEGABYTE),
    stop: () => clearInterval(timer),
  };
}

async function timed<Value>(work: () => Promise<Value>): Promise<readonly [Value, number]> {
  const start = performance.now();
  const value = await work();
  return [value, performance.now() - start];
}
