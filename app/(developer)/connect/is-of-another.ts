import type { DeveloperId } from "@/lib/domain/ids";
import { CONNECT_DEVELOPER } from "@/lib/use-cases/start-onboarding";

/** Whether a link of Stripe's was made for another developer than the one that is acted for now. */
export function isOfAnother(request: Request, developerId: DeveloperId): boolean {
  const made = new URL(request.url).searchParams.get(CONNECT_DEVELOPER);
  return made !== null && made !== developerId;
}
