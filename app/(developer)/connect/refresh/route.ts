import { redirect } from "next/navigation";
import { deps } from "@/app/deps";
import { findConnectedAccount } from "@/db/queries/connected-accounts";
import { requireDeveloper } from "@/lib/auth/guards";
import { ACCESS_LOST } from "@/lib/domain/connect";
import { startOnboarding } from "@/lib/use-cases/start-onboarding";
import { isOfAnother } from "../is-of-another";

/**
 * Where Stripe sends people whose link was used or has run out: a fresh one is made for whoever
 * is signed in. Only for an account that exists and is not lost, so that following a link never
 * makes one.
 */
export async function GET(request: Request): Promise<Response> {
  const developer = await requireDeveloper();
  if (isOfAnother(request, developer.developerId)) redirect("/connect?problem=other_developer");
  const account = await findConnectedAccount(deps().db, developer.developerId);
  const isLost = account.disabledReason === ACCESS_LOST;
  if (account.stripeAccountId === undefined || isLost) redirect("/connect");
  const link = await startOnboarding(deps(), developer);
  redirect(link.ok ? link.value.url : `/connect?problem=${link.problem.kind}`);
}
