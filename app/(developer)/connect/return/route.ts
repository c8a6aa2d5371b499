import { redirect } from "next/navigation";
import { deps } from "@/app/deps";
import { requireDeveloper } from "@/lib/auth/guards";
import { refreshAccount } from "@/lib/use-cases/refresh-account";
import { isOfAnother } from "../is-of-another";

/** Where Stripe sends people back to. Coming back proves nothing, so the account is read again. */
export async function GET(request: Request): Promise<Response> {
  const developer = await requireDeveloper();
  if (isOfAnother(request, developer.developerId)) redirect("/connect?problem=other_developer");
  const read = await refreshAccount(deps(), developer.developerId, developer.name);
  redirect(read.ok ? "/connect?back=stripe" : `/connect?problem=${read.problem.kind}`);
}
