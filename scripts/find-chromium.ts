import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { binary, runCommand } from "./processes/run-command";

/** Draws the same, and takes a third of the time, because it has no windows. */
const HEADLESS_NAMES = ["chromium-headless-shell", "chrome-headless-shell"];
const NAMES = [
  ...HEADLESS_NAMES,
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

/** A browser of tests shows pages of one kind: they share a process, and so does what draws them. */
const PROCESSES = [
  "--in-process-gpu",
  "--renderer-process-limit=1",
  "--disable-site-isolation-trials",
];

/** Quiet on the network, without a graphics card, small enough in shared memory for containers. */
const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-sync",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  ...PROCESSES,
  "--no-first-run",
];

/** Chromium's sandbox cannot be set up by root. */
export function chromiumFlags(): readonly string[] {
  return isRoot() ? [...FLAGS, "--no-sandbox"] : FLAGS;
}

/** A Chromium that starts: one that is installed, else one that is installed now. */
export async function findChromium(): Promise<string> {
  if (process.env.CI) await preferHeadlessShell();
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
  return [...inPath(NAMES), ...MAC_PATHS];
}

function inPath(names: readonly string[]): readonly string[] {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

/** A machine that only tests gets the faster one beside the Chromium that it has. */
async function preferHeadlessShell(): Promise<void> {
  if (process.env.CHROMIUM_PATH || inPath(HEADLESS_NAMES).some(existsSync)) return;
  if (!isDebianRoot() || !inPath(NAMES).some(existsSync)) return;
  await installPackages(["chromium-headless-shell"]);
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
  if (!isDebianRoot()) return undefined;
  await installPackages(["chromium-headless-shell", "chromium", "chromium-browser"]);
  return await installedChromium();
}

/** The first of the packages that can be had. Ubuntu has other names than Debian. */
async function installPackages(names: readonly string[]): Promise<void> {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await runCommand("apt-get", ["update"], { env });
  for (const name of names) {
    const install = ["install", "-y", "--no-install-recommends", name];
    const { code } = await runCommand("apt-get", install, { env });
    if (code === 0) return;
  }
}

async function starts(executable: string): Promise<boolean> {
  const { code } = await runCommand(executable, ["--version", ...chromiumFlags()]);
  return code === 0;
}

function isDebianRoot(): boolean {
  return isRoot() && existsSync("/usr/bin/apt-get");
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
