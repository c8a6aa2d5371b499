import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SimulationReport } from "./play";
import { type LanesSettings, type LanesWork, runLanes } from "./run-lanes";

export type ToPlayer = { readonly seed: number | undefined };
export type FromPlayer =
  | { readonly kind: "next" }
  | { readonly kind: "report"; readonly report: SentReport };
type SentReport = Omit<SimulationReport, "hits"> & {
  readonly hits: readonly (readonly [string, number])[];
};

const PLAYER = fileURLToPath(new URL("player.ts", import.meta.url));

/** Plays in this process, or in several, so that more than one core is kept busy. */
export async function runPlayers(
  players: number,
  settings: LanesSettings,
  work: LanesWork,
): Promise<void> {
  if (players === 1) return await runLanes(settings, work);
  const lanesEach = Math.max(1, Math.round(settings.lanes / players));
  const running = Array.from({ length: players }, (_, no) => {
    // Each process would compile Stripe's shapes anew.
    const checksContract = settings.checksContract && no === 0;
    return runPlayer({ ...settings, lanes: lanesEach, checksContract }, work);
  });
  await Promise.all(running);
}

async function runPlayer(settings: LanesSettings, work: LanesWork): Promise<void> {
  const player = fork(PLAYER, [JSON.stringify(settings)]);
  player.on("message", async (message: FromPlayer) => {
    if (message.kind === "report") {
      const { report } = message;
      return work.onReport({ ...report, hits: new Map(report.hits) });
    }
    const answer: ToPlayer = { seed: await work.nextSeed() };
    player.send(answer);
  });
  const code = await new Promise((resolve) => player.once("exit", resolve));
  if (code !== 0) throw new Error(`A process that played marketplaces ended with ${code}`);
}
