/** An admin's stop of a developer's payouts: why, by whom, and since when. */
export type Hold = {
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
  /** Absent as long as it is live. */
  readonly liftedAt?: Date | undefined;
};
