/** Why a hold was not placed or lifted. The same on a page and through the API. */
export const HOLD_PROBLEM_WORDS = {
  unknown_developer: "There is no such developer.",
  already_on_hold: "Their payouts are already on hold: somebody else was faster.",
  reason_changed:
    "Nothing was lifted: the reason is another one by now. Read it, and lift the hold then.",
  not_on_hold: "There is no hold to lift: somebody else was faster.",
} as const;
