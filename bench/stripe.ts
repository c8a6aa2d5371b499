import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Database } from "@/db/client";
import { freePort } from "@/db/embedded";
import { trusted } from "@/lib/domain/ids";
import { createGateways } from "@/lib/use-cases/world";
import { connectControl } from "@/simulator/control";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const AT_ONCE = 8;
const FUNDS = 1_000_000_000;

export const SECRET_KEY = "sk_test_sim_bench";

export type BenchStripe = {
  readonly url: string;
  readonly control: ReturnType<typeof connectControl>;
};

type Limits = { readonly latencyMs?: number; readonly perSecond?: number };

/** A folder in which a simulated Stripe can keep its state from one process to the next. */
export async function withStripeFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "remit-bench-stripe-"));
  await work(folder).finally(() => rm(folder, { recursive: true, force: true }));
}

/** A simulated Stripe in a process of its own, which keeps its state in the folder. */
export async function withStripe<Value>(
  folder: string,
  { latencyMs = 0, perSecond }: Limits,
  work: (stripe: BenchStripe) => Promise<Value>,
): Promise<Value> {
  const port = await freePort();
  const limit = perSecond === undefined ? [] : ["--rate-limit", String(perSecond)];
  const named = ["--port", String(port), "--data", folder, "--latency", String(latencyMs)];
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "simulator/main.ts", "--no-contract", ...named, ...limit],
    { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] },
  );
  const exit = once(child, "exit");
  try {
    await Promise.race([once(child.stdout, "data"), exit]);
    const url = `http://127.0.0.1:${port}`;
    return await work({ url, control: connectControl(url) });
  } finally {
    child.kill("SIGTERM");
    await exit;
  }
}

/** Gives each developer of the marketplace an account at this Stripe, and the platform money. */
export async function connectDevelopers(db: Database, { url, control }: BenchStripe) {
  const { accounts } = createGateways({ secretKey: SECRET_KEY, apiBase: url });
  const developers = await db.sql<{ id: string }[]>`select id from developers order by id`;
  const waiting = developers.values();
  const connect = async () => {
    for (const { id } of waiting) {
      const developerId = trusted.developerId(id);
      const request = { developerId, email: `${id}@example.com`, displayName: id, country: "DE" };
      const { accountId } = await accounts.createAccount(request, `account:${id}`);
      await control.onboard(accountId, "finished");
      await db.sql`
        update connected_accounts set stripe_account_id = ${accountId} where developer_id = ${id}`;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, connect));
  await control.fund("eur", FUNDS);
}
