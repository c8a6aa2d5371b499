import { createServer, type Server } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { freePort } from "@/db/embedded";
import { buildIfNeeded } from "@/scripts/supervisor/build";
import { startMailServer } from "@/scripts/testing/mail-server";
import { type AdminBrowser, signInAdmin } from "./admin-browser";
import { until } from "./child";
import { createFaultWorld, type FaultWorld } from "./fault-world";
import { startFaultWeb } from "./web-process";

const BUILD_MS_MAX = 900_000;
const EMAIL = "mona@example.com";
const PAYOUTS = 12;

let world: FaultWorld;
let browser: AdminBrowser;
let mailPort: number;

beforeAll(async () => {
  await buildIfNeeded((line) => process.stdout.write(`${line}\n`));
  world = await createFaultWorld();
  mailPort = await freePort();
  const env = { SMTP_URL: `smtp://127.0.0.1:${mailPort}` };
  const web = await startFaultWeb(world, { env });
  browser = await signInAdmin(world, web.url);
  await world.db.sql`insert into developers (id, name, email) values ('mona', 'Mona', ${EMAIL})`;
}, BUILD_MS_MAX);
afterAll(() => world?.close());
afterEach(async () => {
  expect(await world.problems()).toEqual([]);
});

const askForLink = () => browser.press("/sign-in", "sendLink", { email: EMAIL });

async function expectTold(): Promise<void> {
  const answer = await askForLink();
  expect(answer).toEqual({ status: "sent_on", place: "/sign-in?error=EmailSignin" });
  expect(await browser.page("/sign-in?error=EmailSignin")).toContain("The mail could not be sent");
}

/** Takes connections and says nothing, as a server that hangs does. */
async function startSilentServer(port: number): Promise<Server> {
  const server = createServer();
  server.on("connection", (socket) => void socket.on("error", () => undefined));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}

it("F54: a mail server that is down or silent: the page says so, and a run is paid meanwhile", async () => {
  const runId = await world.approvedRun(PAYOUTS);
  const worker = world.startWorker();
  for (let tries = 0; tries < 3; tries++) await expectTold();
  const silent = await startSilentServer(mailPort);
  await expectTold();
  const isPaid = async () => (await world.stateCount(runId, "paid")) === PAYOUTS;
  await until("the run is paid", isPaid, 60_000, worker.output);
  await new Promise((resolve) => silent.close(resolve));

  const mails = await startMailServer(mailPort);
  expect(await askForLink()).toEqual({ status: "sent_on", place: "/sign-in/check-mail" });
  expect(mails.mailsTo(EMAIL)).toHaveLength(1);
  await mails.stop();
  worker.signal("SIGTERM");
  expect(await worker.exited).toEqual({ code: 0, signal: null });
});
