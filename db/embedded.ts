import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import postgres from "postgres";
import { type Cluster, findCluster, initialiseCluster, PASSWORD, USER } from "./embedded-cluster";
import { type Major, reachableDataDir, serverUser } from "./embedded-home";
import { type GuardedProcess, startGuarded } from "./guarded-process";

export type EmbeddedOptions = {
  /** Where the cluster lives. Made on first use. */
  readonly dataDir: string;
  /** A free one is chosen when absent. */
  readonly port?: number;
  readonly major?: Major;
  /** Off for tests and benchmarks of pure SQL: a power cut may then lose the last commits. */
  readonly durable?: boolean;
  readonly onLog?: (line: string) => void;
};

export type Embedded = {
  /** Of the database `remit`. */
  readonly url: string;
  readonly port: number;
  readonly urlOf: (database: string) => string;
  /** Ends at once when the server stops by itself. */
  readonly exited: Promise<unknown>;
  readonly stop: () => Promise<void>;
};

const DATABASE = "remit";
const START_MS_MAX = 60_000;
const STOP_MS_MAX = 8_000;
const PREVIOUS_STOP_MS_MAX = 10_000;

/**
 * Starts PostgreSQL from its npm package, on loopback, and makes the database `remit`.
 *
 * Throws when the data directory belongs to another major version or to a server that runs. The
 * server never outlives this process.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<Embedded> {
  const cluster = findCluster(options);
  await previousServerIsGone(cluster.dataDir);
  if (!existsSync(path.join(cluster.dataDir, "PG_VERSION"))) initialiseCluster(cluster);
  const port = options.port ?? (await freePort());
  const server = await startServer(cluster, port, options.onLog ?? (() => undefined));
  await createDatabase(port);
  return {
    url: urlOf(port, DATABASE),
    port,
    urlOf: (database) => urlOf(port, database),
    exited: server.exited,
    stop: () => server.stop(STOP_MS_MAX),
  };
}

/** The address of a cluster that another process has started, for the command line beside it. */
export function findRunningPostgres(dataDir: string): string | undefined {
  const running = readPidFile(reachableDataDir(dataDir, serverUser(dataDir)));
  return running && isAlive(running.pid) ? urlOf(running.port, DATABASE) : undefined;
}

/** A port that nobody listens on right now. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** A server whose parent was killed is stopping by itself; one that stays belongs to somebody. */
async function previousServerIsGone(dataDir: string): Promise<void> {
  const deadline = Date.now() + PREVIOUS_STOP_MS_MAX;
  for (;;) {
    const running = readPidFile(dataDir);
    if (!running || !isAlive(running.pid)) return;
    if (Date.now() > deadline) {
      throw new Error(
        `PostgreSQL is already running on ${dataDir} (process ${running.pid}). ` +
          "Stop the `npm run demo` or `npm run dev` that uses it, then start again.",
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function startServer(
  { dataDir, bin, user, durable }: Cluster,
  port: number,
  onLog: (line: string) => void,
): Promise<GuardedProcess> {
  const lastLines: string[] = [];
  let ready = () => undefined as undefined;
  const isReady = new Promise<"ready">((resolve) => {
    ready = () => void resolve("ready");
  });
  const server = startGuarded(
    path.join(bin, "postgres"),
    ["-D", dataDir, "-p", String(port), ...settings(durable)],
    {
      cwd: "/",
      env: { LC_ALL: "C" },
      user,
      stopSignal: "INT",
      onLine: (line) => {
        lastLines.splice(0, lastLines.length - 4);
        lastLines.push(line);
        if (line.includes("database system is ready to accept connections")) ready();
        onLog(line);
      },
    },
  );
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), START_MS_MAX);
  });
  const outcome = await Promise.race([isReady, server.exited, tooLate]);
  clearTimeout(timer);
  if (outcome === "ready") return server;
  await server.stop(0);
  throw new Error(`PostgreSQL did not start on ${dataDir}:\n${lastLines.join("\n")}`);
}

async function createDatabase(port: number): Promise<void> {
  const admin = postgres(urlOf(port, "postgres"), { max: 1, onnotice: () => undefined });
  try {
    const [found] = await admin`select 1 from pg_database where datname = ${DATABASE}`;
    if (!found) await admin.unsafe(`create database ${DATABASE}`);
  } finally {
    await admin.end();
  }
}

function settings(durable: boolean): readonly string[] {
  const named = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "shared_buffers=256MB",
    "max_wal_size=4GB",
    "timezone=UTC",
  ];
  if (!durable) named.push("fsync=off", "synchronous_commit=off", "full_page_writes=off");
  return named.flatMap((setting) => ["-c", setting]);
}

/** The fourth line of `postmaster.pid` is the port. */
function readPidFile(dataDir: string): { readonly pid: number; readonly port: number } | undefined {
  const file = path.join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

/** Process ids are used again: after a restart of the machine the number may be anybody's. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  const commandFile = `/proc/${pid}/cmdline`;
  return !existsSync(commandFile) || readFileSync(commandFile, "utf8").includes("postgres");
}

function urlOf(port: number, database: string): string {
  return `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`;
}
