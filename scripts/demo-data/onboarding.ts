import { mintDeveloper } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import { refreshAccount } from "@/lib/use-cases/refresh-account";
import { startOnboarding } from "@/lib/use-cases/start-onboarding";
import type { Act } from "./act";
import { assertDone } from "./assert-done";
import { CAST, type CastDeveloper } from "./cast";
import type { DemoWorld } from "./demo-world";
import type { StoryCalendar } from "./story-calendar";

/** Most were there from the start; the others are still on their way to a Stripe account. */
export function onboardings({ start, at }: StoryCalendar): readonly Act[] {
  return CAST.filter(({ standing }) => standing !== "not_onboarded").map((developer) => ({
    at: isThereFromTheStart(developer) ? start : at(1, 26, 14),
    play: (world) => onboard(world, developer),
  }));
}

function isThereFromTheStart({ standing }: CastDeveloper): boolean {
  return ["paid", "on_hold", "below_minimum", "negative"].includes(standing);
}

async function onboard({ deps, simulator }: DemoWorld, developer: CastDeveloper): Promise<void> {
  const { id, email, standing } = developer;
  const developerId = trusted.developerId(id);
  const actor = mintDeveloper(`user:${email}`, developerId, "owner");
  assertDone("onboard", await startOnboarding(deps, actor));
  const account = assertDone("read", await refreshAccount(deps, developerId, actor.name));
  if (!account.stripeAccountId) throw new Error(`${id} has no connected account`);
  await simulator.onboard(account.stripeAccountId, outcomeOf(standing));
  assertDone("read", await refreshAccount(deps, developerId));
}

function outcomeOf(standing: CastDeveloper["standing"]) {
  if (standing === "requirements_due") return "incomplete" as const;
  return standing === "under_review" ? ("under_review" as const) : ("finished" as const);
}
