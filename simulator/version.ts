/** The version of Stripe's API that is simulated: the one the installed `stripe` package pins. */
export const API_VERSION = "2026-10-28.endive";
