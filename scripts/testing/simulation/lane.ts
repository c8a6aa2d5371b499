import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import postgres from "postgres";
import { UTC } from "@/lib/domain/period";
import type { Deps } from "@/lib/use-cases/deps";
import { createOfflineDeps } from "@/lib/use-cases/world";
import { type Simulator, startSimulator } from "@/simulator/server";
import { createLaneDatabase, type LaneDatabase } from "./lane-database";

export const WEBHOOK_SECRET = "whsec_of_the_simulation";

/** Answers a webhook with an HTTP status. */
type WebhookListener = (body: Uint8Array, signature: string | null) => Promise<number>;

/** Where one marketplace after another is played: a database, a simulated Stripe, a web address. */
export type Lane = {
  readonly simulator: Simulator;
  readonly books: LaneDatabase;
  /** Beside the marketplace, for looking and for killing backends. */
  readonly superuser: postgres.Sql;
  /** Remit with a client that gives up soon, and with one that waits. */
  readonly hasty: Deps;
  readonly patient: Deps;
  /** Registers the web address for a run; events of an earlier one find nobody. */
  readonly listen: (run: string, listener: WebhookListener) => string;
  readonly close: () => Promise<void>;
};

export type LaneSettings = {
  /** Of the server, whose database `remit_template` is migrated. */
  readonly postgresUrl: string;
  readonly checksContract: boolean;
};

const HASTY_MS = 150;
const PATIENT_MS = 20_000;

export async function openLane(settings: LaneSettings): Promise<Lane> {
  const { checksContract: checkContract, postgresUrl } = settings;
  const simulator = await startSimulator({ seed: 1, checkContract });
  const superuser = postgres(postgresUrl, { max: 2, onnotice: () => undefined });
  const books = await createLaneDatabase(superuser, postgresUrl);
  const web = await openWebhookAddress();
  const depsOf = (timeoutMs: number) =>
    createOfflineDeps({
      db: books.current(),
      now: () => new Date(),
      zone: UTC,
      stripe: { secretKey: "sk_test_sim_simulation", apiBase: simulator.url, timeoutMs },
      webhookSecrets: [WEBHOOK_SECRET],
    });
  return {
    ...{ simulator, books, superuser, listen: web.listen },
    hasty: depsOf(HASTY_MS),
    patient: depsOf(PATIENT_MS),
    close: async () => {
      await web.close();
      await simulator.close();
      await books.close();
      await superuser.end({ timeout: 5 });
    },
  };
}

async function openWebhookAddress() {
  let path = "";
  let listener: WebhookListener = async () => 404;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const signature = request.headers["stripe-signature"];
    const isOurs = request.url === path && typeof signature !== "object";
    const status = isOurs ? await listener(Buffer.concat(chunks), signature ?? null) : 404;
    response.writeHead(status).end();
  });
  server.keepAliveTimeout = 60_000;
  const port = await portOf(server);
  return {
    listen: (run: string, heard: WebhookListener) => {
      path = `/webhooks/${run}`;
      listener = heard;
      return `http://127.0.0.1:${port}${path}`;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  return (server.address() as AddressInfo).port;
}
