import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { binary, runCommand } from "./processes/run-command";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome",
  "microsoft-edge-stable",
];
const MAC_PATHS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Quiet on the network, without a graphics card, small enough in shared memory for containers. */
const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--no-first-run",
];

/** Chromium's sandbox cannot be set up by root. */
export function chromiumFlags(): readonly string[] {
  return isRoot() ? [...FLAGS, "--no-sandbox"] : FLAGS;
}

/** A Chromium that starts: one that is installed, else one that is installed now. */
export async function findChromium(): Promise<string> {
  const found = (await installedChromium()) ?? (await installChromium());
  if (found) return found;
  throw new Error(
    "No Chromium found and none could be installed. Install Chromium or Chrome, " +
      "or name its executable with CHROMIUM_PATH.",
  );
}

async function installedChromium(): Promise<string | undefined> {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (await starts(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which does not start. Correct or unset it.`);
  }
  for (const candidate of [...candidates(), chromium.executablePath()]) {
    if (existsSync(candidate) && (await starts(candidate))) return candidate;
  }
  return undefined;
}

function candidates(): readonly string[] {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return [
    ...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    ...MAC_PATHS,
  ];
}

/** Playwright's own build first; where its servers cannot be reached, Debian's package. */
async function installChromium(): Promise<string | undefined> {
  console.log("No Chromium here: installing one for the browser tests …");
  const withSystemLibraries = isRoot() ? ["--with-deps"] : [];
  const attempts: readonly (readonly [string, ...string[]])[] = [
    [binary("playwright"), "install", "chromium", ...withSystemLibraries],
    [binary("playwright"), "install", "chromium"],
  ];
  for (const [command, ...args] of attempts) {
    await runCommand(command, args);
    const found = await installedChromium();
    if (found) return found;
  }
  return isRoot() && existsSync("/usr/bin/apt-get") ? installFromDebian() : undefined;
}

async function installFromDebian(): Promise<string | undefined> {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await runCommand("apt-get", ["update"], { env });
  for (const name of ["chromium", "chromium-browser"]) {
    await runCommand("apt-get", ["install", "-y", "--no-install-recommends", name], { env });
    const found = await installedChromium();
    if (found) return found;
  }
  return undefined;
}

async function starts(executable: string): Promise<boolean> {
  const { code } = await runCommand(executable, ["--version", ...chromiumFlags()]);
  return code === 0;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
