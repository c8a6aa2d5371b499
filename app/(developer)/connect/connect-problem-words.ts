import type { RefreshProblem } from "@/lib/use-cases/refresh-account";
import type { OnboardingProblem } from "@/lib/use-cases/start-onboarding";

export type ConnectProblem =
  | OnboardingProblem["kind"]
  | RefreshProblem["kind"]
  /** Begun for one of a person's developers while they act for another. */
  | "other_developer";

const WORDS: Readonly<Record<ConnectProblem, string>> = {
  owners_only:
    "Only an owner of this developer account can set up payouts. Ask one of them to do it.",
  unknown_developer:
    "The marketplace no longer lists this developer. Ask the marketplace to put that right.",
  rejected_by_stripe:
    "Stripe does not accept this account, so it gives no further link. Ask Stripe’s support for the reason.",
  stripe_unavailable: "Stripe did not answer. Nothing was changed; try again in a minute.",
  stripe_refused:
    "Stripe refused, for a reason that the marketplace has to mend. Nothing was changed; please tell the marketplace.",
  other_developer:
    "This was begun for another of your developers. Nothing was changed; choose in the menu of your account for whom to go on.",
  not_started: "There is no payout account to check yet. Set one up first.",
};

/** What happened and what to do. */
export function connectProblemWords(kind: ConnectProblem): string {
  return WORDS[kind];
}

/** For what an address says. Anything else is nothing. */
export function parseConnectProblem(text: string | undefined): ConnectProblem | undefined {
  const known = Object.keys(WORDS).find((kind) => kind === text);
  return known as ConnectProblem | undefined;
}
