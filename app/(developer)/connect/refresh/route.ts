import { redirect } from "next/navigation";
import { deps } from "@/app/deps";
import { findConnectedAccount } from "@/db/queries/connected-accounts";
import { requireDeveloper } from "@/lib/auth/guards";
import { startOnboarding } from "@/lib/use-cases/start-onboarding";

/**
 * Where Stripe sends people whose link was used or has run out: a fresh one is made for whoever
 * is signed in. Only for an account that exists, so that following a link never makes one.
 */
export async function GET(): Promise<Response> {
  const developer = await requireDeveloper();
  const { stripeAccountId } = await findConnectedAccount(deps().db, developer.developerId);
  if (stripeAccountId === undefined) redirect("/connect");
  const link = await startOnboarding(deps(), developer);
  redirect(link.ok ? link.value.url : `/connect?problem=${link.problem.kind}`);
}
