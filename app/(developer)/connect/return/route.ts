import { redirect } from "next/navigation";
import { deps } from "@/app/deps";
import { requireDeveloper } from "@/lib/auth/guards";
import { refreshAccount } from "@/lib/use-cases/refresh-account";

/** Where Stripe sends people back to. Coming back proves nothing, so the account is read again. */
export async function GET(): Promise<Response> {
  const developer = await requireDeveloper();
  const read = await refreshAccount(deps(), developer.developerId, developer.name);
  redirect(read.ok ? "/connect?back=stripe" : `/connect?problem=${read.problem.kind}`);
}
