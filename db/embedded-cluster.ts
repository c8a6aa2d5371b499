import { execFileSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  binariesOf,
  type Major,
  reachableDataDir,
  type SystemUser,
  serverUser,
} from "./embedded-home";

/** A data folder with the programs and the system user that go with it. */
export type Cluster = {
  readonly dataDir: string;
  readonly major: Major;
  readonly bin: string;
  readonly user: SystemUser | undefined;
  readonly durable: boolean;
};

export const USER = "remit";
export const PASSWORD = "remit";

/** Throws when the folder belongs to another major version. */
export function findCluster(options: {
  readonly dataDir: string;
  readonly major?: Major;
  readonly durable?: boolean;
}): Cluster {
  const major = options.major ?? 18;
  const user = serverUser(options.dataDir);
  const cluster = {
    dataDir: reachableDataDir(options.dataDir, user),
    major,
    bin: binariesOf(major, user),
    user,
    durable: options.durable ?? true,
  };
  assertMajor(cluster);
  return cluster;
}

function assertMajor({ dataDir, major }: Cluster): void {
  const file = path.join(dataDir, "PG_VERSION");
  if (!existsSync(file)) return;
  const found = readFileSync(file, "utf8").trim();
  if (found !== String(major)) {
    throw new Error(
      `${dataDir} belongs to PostgreSQL ${found}, and this Remit brings PostgreSQL ${major}. ` +
        "Move the folder away, or start over with `npm run demo -- --reset`.",
    );
  }
}

/** Made beside its place and moved there whole, so that an interrupted start leaves nothing half. */
export function initialiseCluster({ dataDir, bin, user, durable }: Cluster): void {
  mkdirSync(path.dirname(dataDir), { recursive: true });
  const unfinished = `${dataDir}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const secrets = mkdtempSync(path.join(tmpdir(), "remit-initdb-"));
  const passwordFile = path.join(secrets, "password");
  writeFileSync(passwordFile, `${PASSWORD}\n`, { mode: 0o600 });
  if (user)
    for (const name of [unfinished, secrets, passwordFile]) chownSync(name, user.uid, user.gid);
  const flags = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"];
  if (!durable) flags.push("--no-sync");
  try {
    execFileSync(
      path.join(bin, "initdb"),
      [`--pgdata=${unfinished}`, `--username=${USER}`, `--pwfile=${passwordFile}`, ...flags],
      { ...user, cwd: "/", env: { ...process.env, LC_ALL: "C" }, stdio: "pipe" },
    );
  } catch (cause) {
    throw new Error(`PostgreSQL could not make its data folder ${dataDir}: ${reasonOf(cause)}`, {
      cause,
    });
  } finally {
    rmSync(secrets, { recursive: true, force: true });
  }
  renameSync(unfinished, dataDir);
}

function reasonOf(error: unknown): string {
  const stderr = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  return stderr || String(error);
}
