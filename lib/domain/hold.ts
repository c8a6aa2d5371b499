/** An admin's stop of a developer's payouts: why, by whom, and since when. */
export type Hold = {
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
  /** Absent as long as it is live. */
  readonly liftedAt?: Date | undefined;
};

/** The hold that was live then: of a developer's holds, the first that had not been lifted. */
export function holdAt(holds: readonly Hold[], at: Date): Hold | undefined {
  return holds
    .filter(({ at: placedAt, liftedAt }) => placedAt <= at && !(liftedAt && liftedAt < at))
    .toSorted((left, right) => left.at.getTime() - right.at.getTime())[0];
}
