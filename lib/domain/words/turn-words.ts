/** Whose turn it is. */
export type Turn = "developer" | "marketplace" | "stripe" | "nobody";

/** To the developer. */
export const TURN_WORDS: Readonly<Record<Turn, string>> = {
  developer: "Your turn",
  marketplace: "The marketplace’s turn",
  stripe: "Stripe’s turn",
  nobody: "Nothing to do",
};
