/** Why a rate was not added or tried out. The same on a page and through the API. */
export const TERM_PROBLEM_WORDS = {
  unknown_subject: "There is no such developer or plugin.",
  term_exists:
    "From this day on there is this rate already, or one that has begun. Choose another day.",
  reaches_back: "Money since that day was already split. Choose a day from tomorrow on.",
  takes_too_long:
    "There are more sales than can be computed while somebody waits. The rate can be added all the same.",
} as const;
