import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectControl } from "./control";
import { createPayable, failureOf, startTestPlatform, stripeClient } from "./test-platform";

describe("state on disk", { timeout: 120_000 }, () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "simulator-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("survives a restart whole: objects, balances, keys, events, clock", async () => {
    const first = await startTestPlatform({ dataDir: directory });
    const account = await createPayable(first);
    await first.control.advance(3600);
    const request = { amount: 700, currency: "eur", destination: account };
    const made = await first.stripe.transfers.create(request, { idempotencyKey: "k" });
    const before = await first.control.state();
    const journal = await first.control.journal();
    await first.close();

    const second = await startTestPlatform({ dataDir: directory });
    const { now: _then, ...state } = before;
    expect(await second.control.state()).toMatchObject(state);
    expect(await second.control.journal()).toEqual(journal);
    const ahead = (await second.control.now()).getTime() - Date.now();
    expect(Math.abs(ahead - 3_600_000)).toBeLessThan(5000);
    const replay = await second.stripe.transfers.create(request, { idempotencyKey: "k" });
    expect(replay.id).toBe(made.id);
    const next = await second.stripe.transfers.create(request, { idempotencyKey: "k2" });
    expect(next.id).not.toBe(made.id);
    expect(await second.control.check()).toEqual({ isConserved: true, problems: [] });
    await second.close();
  });

  it("keeps the one endpoint of the command line when it is started again elsewhere", async () => {
    const start = (url: string) =>
      startTestPlatform({ dataDir: directory, webhooks: { url, secret: "whsec_a" } });
    const first = await start("http://127.0.0.1:9/first");
    const [before] = await first.control.endpoints();
    await first.close();
    const second = await start("http://127.0.0.1:9/second");
    await second.control.reset();
    await second.close();
    const third = await start("http://127.0.0.1:9/third");
    const endpoints = await third.control.endpoints();
    expect(endpoints.map(({ url, secret }) => [url, secret])).toEqual([
      ["http://127.0.0.1:9/third", "whsec_a"],
    ]);
    expect(before?.hears).toBe("both");
    await third.close();
  });

  it("ignores a last line that was cut off, and keeps everything before it", async () => {
    const first = await startTestPlatform({ dataDir: directory });
    await createPayable(first);
    const before = await first.control.state();
    await first.close();
    const file = join(directory, "simulator.jsonl");
    appendFileSync(file, '[["transfers","tr_torn",{"id":"tr_to');
    const second = await startTestPlatform({ dataDir: directory });
    const after = await second.control.state();
    expect(after.transfers).toEqual(before.transfers);
    expect(after.balances).toEqual(before.balances);
    await second.close();
    expect(readFileSync(file, "utf8")).not.toContain("tr_torn");
  });

  it("loses nothing it answered when it is killed", async () => {
    const running = await startProcess(directory);
    const control = connectControl(running.url);
    const stripe = stripeClient(running);
    const account = await createPayable({
      ...running,
      control,
      stripe,
      close: async () => undefined,
    });
    const answered = new Set<string>();
    const send = async (number: number) => {
      const request = { amount: 100 + number, currency: "eur", destination: account };
      const options = { idempotencyKey: `k${number}` };
      await stripe.transfers.create(request, options).then(
        ({ id }) => answered.add(id),
        () => {},
      );
    };
    const sending = Promise.all(Array.from({ length: 60 }, (_, number) => send(number)));
    await expect.poll(() => answered.size, { timeout: 60_000 }).toBeGreaterThan(5);
    running.process.kill("SIGKILL");
    await sending;

    const again = await startTestPlatform({ dataDir: directory });
    const kept = new Set((await again.control.state()).transfers.map(({ id }) => id));
    expect([...answered].filter((id) => !kept.has(id))).toEqual([]);
    expect(await again.control.check()).toEqual({ isConserved: true, problems: [] });
    await again.close();
  });

  it("says which port is taken", async () => {
    const running = await startTestPlatform();
    const { output, code } = await runToEnd(["--port", String(running.port)]);
    await running.close();
    expect(code).toBe(1);
    expect(output).toContain(`Port ${running.port} is taken`);
  });

  it.each([
    { args: ["--host", "0.0.0.0"], says: "listens on this machine only" },
    { args: ["--port", "many"], says: '--port must be a whole number, not "many"' },
    { args: ["--bogus"], says: "bogus" },
  ])("refuses $args with one clear line", async ({ args, says }) => {
    const { output, code } = await runToEnd(args);
    expect(code).toBe(1);
    expect(output).toContain(says);
  });

  it("refuses live keys and anything that is no test key", async () => {
    const platform = await startTestPlatform();
    const balance = (key: string) => failureOf(stripeClient(platform, { key }).balance.retrieve());
    const live = await balance("sk_live_aaaaaaaa");
    expect(live).toMatchObject({ type: "StripeAuthenticationError", status: 401 });
    expect(live.message).toContain("refuses live keys");
    expect((await balance("other")).message).toContain("Invalid API Key provided: othe***");
    const restricted = stripeClient(platform, { key: "rk_test_simulated" });
    expect((await restricted.balance.retrieve()).livemode).toBe(false);
    await platform.close();
  });
});

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));

function startMain(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", MAIN, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function startProcess(directory: string) {
  const child = startMain(["--port", "0", "--data", directory]);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", (text: Buffer) => {
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text.toString());
      if (found) resolve(found[0]);
    });
    child.once("exit", () => reject(new Error("the simulator ended before it was ready")));
  });
  return { process: child, url, host: "127.0.0.1", port: Number(new URL(url).port) };
}

async function runToEnd(args: readonly string[]) {
  const child = startMain(args);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (text: Buffer) => {
      output += text.toString();
    });
  }
  const code = await new Promise<number | null>((resolve) =>
    child.once("exit", (ended) => resolve(ended)),
  );
  return { output, code };
}
