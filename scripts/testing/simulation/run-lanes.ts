import { openLane } from "./lane";
import { play, type SimulationReport } from "./play";
import { wordsOf } from "./run-step";

export type LanesSettings = {
  readonly postgresUrl: string;
  readonly seeds: Iterator<number>;
  readonly lanes: number;
  readonly checksContract: boolean;
  readonly onReport: (report: SimulationReport) => void;
};

/** Plays seeds in several lanes at once, each taken by whichever lane is free. */
export async function runLanes(settings: LanesSettings): Promise<void> {
  const { seeds, postgresUrl, checksContract, onReport } = settings;
  const runLane = async () => {
    const lane = await openLane({ postgresUrl, checksContract });
    for (let next = seeds.next(); !next.done; next = seeds.next()) {
      try {
        onReport(await play(next.value, lane));
      } catch (error) {
        const problems = [`the simulation broke off: ${wordsOf(error)}`];
        onReport({ seed: next.value, hits: new Map(), payouts: 0, events: 0, problems });
        lane.books.spoil();
      }
    }
    await lane.close();
  };
  await Promise.all(Array.from({ length: settings.lanes }, runLane));
}
