import { cookies } from "next/headers";
import { environment } from "@/lib/config/environment";
import type { DeveloperId } from "@/lib/domain/ids";
import { cookieOptions, developerCookieName } from "./cookies";
import type { SignedInUser } from "./session";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Remembers which of one's developers to act for. For server actions only. */
export async function chooseDeveloper(
  user: SignedInUser,
  developerId: DeveloperId,
): Promise<boolean> {
  if (!user.memberships.some((membership) => membership.developerId === developerId)) return false;
  const { APP_URL } = environment();
  const options = { ...cookieOptions(APP_URL), maxAge: YEAR_SECONDS };
  (await cookies()).set(developerCookieName(APP_URL), developerId, options);
  return true;
}
