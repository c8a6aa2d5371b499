import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";

/** Throws with one clear line when somebody else listens on the port. */
export async function assertPortFree(port: number, purpose: string, remedy: string): Promise<void> {
  // Next listens on every address, so the port has to be free on all of them.
  for (const host of ["127.0.0.1", "0.0.0.0", "::"]) {
    if (await canListen(port, host)) continue;
    const holder = findListener(port);
    const by = holder ? ` by process ${holder.pid} (${holder.command})` : "";
    throw new Error(`Port ${port}, for ${purpose}, is taken${by}. Stop that one, or ${remedy}.`);
  }
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    // A machine without IPv6 says EADDRNOTAVAIL or EAFNOSUPPORT, which takes nothing from us.
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code !== "EADDRINUSE"));
    probe.listen({ port, host }, () => probe.close(() => resolve(true)));
  });
}

/** Linux tells who listens, as far as the asker may know; elsewhere nothing is known. */
function findListener(
  port: number,
): { readonly pid: string; readonly command: string } | undefined {
  const inodes = listeningInodes(port);
  if (inodes.size === 0) return undefined;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    if (!holdsSocket(pid, inodes)) continue;
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return { pid, command: words.join(" ").trim().slice(0, 80) };
  }
  return undefined;
}

function listeningInodes(port: number): ReadonlySet<string> {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  const inodes = new Set<string>();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    if (!existsSync(table)) continue;
    for (const line of readFileSync(table, "utf8").split("\n")) {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      if (local?.endsWith(suffix) && state === "0A" && inode) inodes.add(inode);
    }
  }
  return inodes;
}

function holdsSocket(pid: string, inodes: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((descriptor) => {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1];
      return inode !== undefined && inodes.has(inode);
    });
  } catch {
    // Another user's process, or one that just ended.
    return false;
  }
}
