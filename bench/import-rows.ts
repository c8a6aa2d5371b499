import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { watchProcess } from "./process-memory";
import type { Throughput } from "./recording";
import { saleOf } from "./sales";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const HEADER = "externalId,kind,pluginId,amount,currency,occurredAt";

/** `remit import` as an operator runs it, by its own account of the time it took. */
export async function importRows(databaseUrl: string, count: number): Promise<Throughput> {
  const folder = await mkdtemp(path.join(tmpdir(), "remit-bench-import-"));
  const file = path.join(folder, "sales.csv");
  const lines = Array.from({ length: count }, (_, at) =>
    Object.values(saleOf("import", at)).join(),
  );
  await writeFile(file, [HEADER, ...lines].join("\n"));
  // The same node flags as `npm run remit`.
  const node = ["--max-semi-space-size=8", "--import", "tsx"];
  const child = spawn(
    process.execPath,
    [...node, "cli/remit.ts", "import", file, "--source", "bench-import", "--json"],
    {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: databaseUrl },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const memory = watchProcess(child.pid);
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  await new Promise((resolve) => child.on("close", resolve));
  await rm(folder, { recursive: true, force: true });
  const summary = JSON.parse(output) as { recorded: number; seconds: number };
  if (summary.recorded !== count) throw new Error(`Imported ${summary.recorded} of ${count}`);
  const { seconds } = summary;
  return { name: "import", events: count, seconds, megabytesMax: memory.stop() };
}
