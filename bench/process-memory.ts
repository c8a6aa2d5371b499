import { readFileSync } from "node:fs";

const EVERY_MS = 100;

/** Follows the resident memory of another process; `stop` answers with the most seen, in MB. */
export function watchProcess(pid: number | undefined): { readonly stop: () => number | undefined } {
  let most: number | undefined;
  const look = () => {
    const found = residentMegabytes(pid);
    if (found !== undefined) most = Math.max(most ?? 0, found);
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    stop: () => {
      look();
      clearInterval(timer);
      return most;
    },
  };
}

/** Only Linux tells; elsewhere the figure is left out. */
function residentMegabytes(pid: number | undefined): number | undefined {
  try {
    const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return match ? Number(match[1]) / 1_024 : undefined;
  } catch {
    return undefined;
  }
}
