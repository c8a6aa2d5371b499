import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const schema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("loading") }),
  z.object({ state: z.literal("loaded"), cluster: z.string(), apiKey: z.string() }),
]);

/** How far loading the marketplace into a folder came. It holds the demo's API key. */
export type Marker = z.infer<typeof schema>;

export function readMarker(folder: string): Marker | undefined {
  const file = fileIn(folder);
  if (!existsSync(file)) return undefined;
  return schema.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
}

export function writeMarker(folder: string, marker: Marker): void {
  const file = fileIn(folder);
  // The mode only counts for new files.
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify(marker, undefined, 2)}\n`, { mode: 0o600 });
}

function fileIn(folder: string): string {
  return path.join(folder, "marketplace.json");
}
