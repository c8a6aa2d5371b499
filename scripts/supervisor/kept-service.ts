import { setTimeout as wait } from "node:timers/promises";
import type { Service } from "./services";

/** A service that is started again when it ends by itself. */
export type KeptService = {
  readonly name: string;
  /** Its name, once it has ended too often to be started again. */
  readonly gaveUp: Promise<string>;
  /** Ends the one of the moment; no other is started then. */
  readonly stop: () => Promise<void>;
};

export type KeepingOptions = {
  readonly start: () => Service;
  readonly stop: (service: Service) => Promise<void>;
  readonly say: (line: string) => void;
  readonly now?: () => number;
  readonly pause?: (ms: number) => Promise<unknown>;
};

/** Who lived longer than this is started again at once, as if it were the first time. */
const LONG_MS = 60_000;
const DEATHS_MAX = 5;
const PAUSE_MS = 500;

/**
 * Starts a service again whenever it ends by itself, as an operator's supervisor does.
 *
 * A process that is in an unknown state ends rather than go on moving money, so an end is nothing
 * unusual, and what it held is found by the next. Ending again and again right after the start is:
 * the pauses double, and then it is left to a person.
 */
export function keepService(first: Service, options: KeepingOptions): KeptService {
  const { start, say, now = Date.now, pause = wait } = options;
  let current = first;
  let isStopping = false;
  const keep = async (): Promise<string> => {
    let deaths = 0;
    for (;;) {
      const since = now();
      const { code } = await current.process.exited;
      if (isStopping) return never();
      deaths = now() - since < LONG_MS ? deaths + 1 : 1;
      if (deaths === DEATHS_MAX) {
        say(`${first.name} ended ${DEATHS_MAX} times, each time soon after its start`);
        return first.name;
      }
      const pauseMs = PAUSE_MS * 2 ** (deaths - 1);
      const seconds = pauseMs / 1_000;
      say(`${first.name} ended by itself (${endWords(code)}): started again in ${seconds} s`);
      await pause(pauseMs);
      if (isStopping) return never();
      current = start();
    }
  };
  return {
    name: first.name,
    gaveUp: keep(),
    stop: async () => {
      isStopping = true;
      await options.stop(current);
    },
  };
}

/** Shells tell of a signal by a code above 128. */
function endWords(code: number): string {
  return code > 128 ? `signal ${code - 128}` : `exit code ${code}`;
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
