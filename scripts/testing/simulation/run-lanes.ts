import { openLane } from "./lane";
import { play, type SimulationReport } from "./play";
import { wordsOf } from "./run-step";

export type LanesSettings = {
  readonly postgresUrl: string;
  readonly lanes: number;
  readonly checksContract: boolean;
};

export type LanesWork = {
  /** The next marketplace to be played; absent when there are no more. */
  readonly nextSeed: () => Promise<number | undefined>;
  readonly onReport: (report: SimulationReport) => void;
};

/**
 * Plays marketplaces in several lanes at once, each taken by whichever lane is free. Comparing
 * everything with Stripe's shapes takes long and depends on no fault, so the first lane does it.
 */
export async function runLanes(settings: LanesSettings, work: LanesWork): Promise<void> {
  const { postgresUrl, lanes } = settings;
  const runLane = async (_: unknown, no: number) => {
    const checksContract = settings.checksContract && no === 0;
    const lane = await openLane({ postgresUrl, checksContract });
    for (;;) {
      const seed = await work.nextSeed();
      if (seed === undefined) break;
      try {
        work.onReport(await play(seed, lane));
      } catch (error) {
        const problems = [`the simulation broke off: ${wordsOf(error)}`];
        work.onReport({ seed, hits: new Map(), payouts: 0, events: 0, problems });
        lane.books.spoil();
      }
    }
    await lane.close();
  };
  await Promise.all(Array.from({ length: lanes }, runLane));
}
