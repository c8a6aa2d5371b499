/** A mistake with money that somebody could make, as a change of the source, and what notices it. */
export type PlantedBug = {
  readonly id: string;
  /** `later_rule`: it breaks a rule that the program which Remit replaces did not have. */
  readonly sin: Sin | "later_rule";
  /** What goes wrong, for whoever reads the list. */
  readonly what: string;
  readonly file: string;
  /** Occurs exactly once in the file; else the list is out of date, and the script says so. */
  readonly find: string;
  readonly plant: string;
  readonly caughtBy: Catcher;
};

/** The sins of `docs/correctness.md`. Each is planted at least once. */
export const SINS = [
  "S1",
  "S2",
  "S3",
  "S4",
  "S5",
  "S6",
  "S7",
  "S8",
  "S9",
  "S10",
  "S11",
  "S12",
  "S13",
] as const;
export type Sin = (typeof SINS)[number];

/** One test file, or the marketplaces of the first seeds. */
export type Catcher =
  | { readonly test: string; readonly project: "unit" | "integration" }
  | { readonly simulations: number };

/** The source with the bug in it. Throws when the list no longer fits the source. */
export function plantIn(source: string, { id, file, find, plant }: PlantedBug): string {
  const parts = source.split(find);
  if (parts.length === 2) return parts.join(plant);
  throw new Error(`${id}: ${file} has ${parts.length - 1} places like this, not one:\n${find}`);
}

export const unit = (test: string): Catcher => ({ project: "unit", test });
export const integration = (test: string): Catcher => ({ project: "integration", test });
export const simulations = (count: number): Catcher => ({ simulations: count });
