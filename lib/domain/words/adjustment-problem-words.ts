import { ADJUSTMENT_NOTE_MAX, ADJUSTMENT_REASONS } from "../adjustment";

/** Why an adjustment was not recorded. The same on a page and through the API. */
export const ADJUSTMENT_PROBLEM_WORDS = {
  bad_amount: "The amount is zero or too large.",
  bad_reason: `The reason is one of ${ADJUSTMENT_REASONS.join(", ")}.`,
  bad_note: `The note takes 1 to ${ADJUSTMENT_NOTE_MAX} characters.`,
  not_their_plugin: "This plugin was never theirs.",
  conflict: "This id was used for another adjustment. Nothing was recorded.",
} as const;
