import type { AdminActor } from "@/lib/auth/actor";
import type { Deps } from "@/lib/use-cases/deps";
import type { Simulator } from "@/simulator/server";
import type { Chance } from "./chance";
import type { Lane } from "./lane";
import type { MarketplaceModel } from "./model";

/** In a month things are sold; after its end it is closed and paid. */
export type Phase = "month" | "payday";

/** One marketplace being played. */
export type Simulation = {
  readonly seed: number;
  readonly lane: Lane;
  readonly simulator: Simulator;
  readonly model: MarketplaceModel;
  readonly now: () => Date;
  /** Moves the clock of Remit and of Stripe alike. */
  readonly advance: (seconds: number) => Promise<void>;
  readonly hit: (fault: string) => void;
  /** How often it has hit so far. */
  readonly count: (fault: string) => number;
  /** Something that must never happen, in words. */
  readonly accuse: (problem: string) => void;
};

/** Somebody at work: a process of Remit with its own clock and end, and its own chance. */
export type Process = {
  readonly simulation: Simulation;
  readonly deps: Deps;
  readonly chance: Chance;
  readonly admin: AdminActor;
  readonly otherAdmin: AdminActor;
  /** Ends the process here, with a probability. Names the crash. */
  readonly mayDie: (crash: string) => void;
  /** What it left under way ends, and nothing comes after it. */
  readonly end: () => Promise<void>;
};

/**
 * Something that happens in a marketplace. Several happen at once; each chooses everything it can
 * before it first waits, so that a seed always chooses the same.
 */
export type Step = {
  readonly name: string;
  /** How often it is drawn, beside the others. */
  readonly weight: Readonly<Record<Phase, number>>;
  /** The kinds of faults it tells of. A kind that no run ever hit fails the simulation. */
  readonly faults: readonly string[];
  /** Whether the process may die between any two of its statements; `crash_in_<name>` then. */
  readonly isMortal: boolean;
  readonly run: (process: Process) => Promise<void>;
};
