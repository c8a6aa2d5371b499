import path from "node:path";
import { ROOT } from "../processes/run-command";

/** Where a stack keeps what it has to remember. */
export type Places = {
  readonly folder: string;
  readonly postgres: string;
  readonly simulator: string;
};

export function placesIn(folder: string): Places {
  return {
    folder,
    postgres: path.join(folder, "postgres"),
    simulator: path.join(folder, "simulator"),
  };
}

/** Shared by the demo, `npm run dev` and the command line; kept out of the repository. */
export const LOCAL_PLACES = placesIn(path.join(ROOT, ".data"));
