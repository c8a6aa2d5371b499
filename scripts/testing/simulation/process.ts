import { mintAdmin } from "@/lib/auth/actor";
import type { Deps } from "@/lib/use-cases/deps";
import type { Chance } from "./chance";
import { createFate, type Doom, type Fate, mortalDatabase, mortalTransfers } from "./mortal";
import type { Process, Simulation, Step } from "./simulation";

/** Clocks of processes differ by up to this much. */
const SKEWS_MS = [0, 0, 0, -240_000, -20_000, 20_000, 240_000] as const;
const DEATH = 0.06;
const STATEMENTS_MAX = 8;

export const ADMINS = ["user:ada@example.com", "user:ben@example.com", "operator:cleo@example.com"];

/** A process for one step: with a clock of its own, and perhaps with an early end. */
export function startProcess(simulation: Simulation, step: Step, chance: Chance): Process {
  const skew = chance.pick(SKEWS_MS);
  if (skew !== 0) simulation.hit("clock_skew");
  const isDoomed = step.isMortal && chance.isLucky(DEATH);
  const doom: Doom | undefined = isDoomed
    ? { statement: chance.whole(1, STATEMENTS_MAX), isAfter: chance.isLucky(0.5) }
    : undefined;
  let crash = `crash_in_${step.name}`;
  const fate = createFate(doom, () => simulation.hit(crash));
  const mayDie = (name: string) => {
    if (!chance.isLucky(DEATH)) return;
    crash = name;
    fate.die();
  };
  return processOf(simulation, { chance, fate, skew, mayDie });
}

/** A process to which nothing happens, with a client that waits for Stripe. */
export function startHealthyProcess(simulation: Simulation, chance: Chance): Process {
  const fate = createFate(undefined, () => undefined);
  const process = processOf(simulation, { chance, fate, skew: 0, mayDie: () => undefined });
  const { patient, books } = simulation.lane;
  // Its own view of the pool: what an earlier process knew of these tables is no longer so.
  const db = mortalDatabase(books.quiet(), fate);
  return { ...process, deps: { ...process.deps, ...gatewaysOf(patient), db } };
}

type Life = Pick<Process, "chance" | "mayDie"> & { readonly fate: Fate; readonly skew: number };

function processOf(simulation: Simulation, { chance, fate, skew, mayDie }: Life): Process {
  const { lane } = simulation;
  const first = chance.whole(0, ADMINS.length - 1);
  const admin = mintAdmin(ADMINS[first] ?? "");
  const otherAdmin = mintAdmin(ADMINS[(first + 1) % ADMINS.length] ?? "");
  const deps: Deps = {
    ...lane.hasty,
    db: mortalDatabase(lane.books.current(), fate),
    now: () => new Date(simulation.now().getTime() + skew),
    transfers: mortalTransfers(lane.hasty.transfers, fate),
  };
  return { simulation, deps, chance, admin, otherAdmin, mayDie, end: fate.end };
}

function gatewaysOf({ transfers, accounts }: Deps): Pick<Deps, "transfers" | "accounts"> {
  return { transfers, accounts };
}
