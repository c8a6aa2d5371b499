import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Places } from "./places";

const schema = z.object({ pid: z.number(), url: z.string() });

/** Throws when another supervisor works in the folder; otherwise notes this one until it ends. */
export function claimPlaces({ folder }: Places, url: string): void {
  const file = path.join(folder, "running.json");
  const other = existsSync(file) ? schema.safeParse(readJson(file)) : undefined;
  if (other?.success && isSupervisor(other.data.pid)) {
    const { pid } = other.data;
    throw new Error(`Remit already runs here: ${other.data.url} (process ${pid}). Stop it first.`);
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ pid: process.pid, url }));
  process.once("exit", () => rmSync(file, { force: true }));
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Process ids are used again, so the number alone proves nothing where more can be known. */
function isSupervisor(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  const commandFile = `/proc/${pid}/cmdline`;
  return !existsSync(commandFile) || /scripts\/\w+\.ts/.test(readFileSync(commandFile, "utf8"));
}
