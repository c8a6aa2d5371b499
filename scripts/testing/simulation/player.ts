import { outliveDriver } from "./driver-crashes";
import type { FromPlayer, ToPlayer } from "./players";
import { runLanes } from "./run-lanes";

/** A process that plays marketplaces for another one, which says which. See `players.ts`. */
async function main(): Promise<void> {
  outliveDriver();
  process.once("disconnect", () => process.exit(1));
  const asking: ((seed: number | undefined) => void)[] = [];
  const tell = (message: FromPlayer) => process.send?.(message);
  process.on("message", ({ seed }: ToPlayer) => asking.shift()?.(seed));
  await runLanes(JSON.parse(process.argv[2] ?? "{}"), {
    nextSeed: () =>
      new Promise((resolve) => {
        asking.push(resolve);
        tell({ kind: "next" });
      }),
    onReport: (report) => tell({ kind: "report", report: { ...report, hits: [...report.hits] } }),
  });
  process.exit(0);
}

await main();
