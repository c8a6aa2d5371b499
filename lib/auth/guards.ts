import { cookies, headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import { cache } from "react";
import type { Membership } from "@/db/queries/users";
import { wallClock } from "@/lib/config/clock";
import { environment } from "@/lib/config/environment";
import { type AdminActor, type DeveloperActor, mintAdmin, mintDeveloper } from "./actor";
import { developerCookieName, sessionCookieName } from "./cookies";
import { authLog } from "./log";
import { ownPath } from "./own-url";
import { processDeps } from "./process-deps";
import { assertZone } from "./process-zone";
import { readSession, type SignedInUser } from "./session";

/** Who is signed in, read once per request. */
export const currentUser = cache(async (): Promise<SignedInUser | undefined> => {
  const env = environment();
  const token = (await cookies()).get(sessionCookieName(env.APP_URL))?.value;
  if (!token) return undefined;
  const deps = processDeps();
  await assertZone(deps);
  const session = await readSession(deps.db, token, wallClock(), env.ADMIN_EMAILS);
  return session?.user;
});

/** For pages and actions of the finance desk. Signed out: to sign-in; not an admin: 403. */
export async function requireAdmin(): Promise<AdminActor> {
  const user = await requireUser();
  if (!user.isAdmin) refuse(user, "admin");
  return mintAdmin(actorName(user));
}

/** For a developer's pages and actions: the developer chosen among those one belongs to. */
export async function requireDeveloper(): Promise<DeveloperActor> {
  const user = await requireUser();
  const membership = await activeMembership(user);
  if (!membership) refuse(user, "developer");
  return mintDeveloper(actorName(user), membership.developerId, membership.role);
}

/** Anybody who is signed in, whatever they may do. */
export async function requireUser(): Promise<SignedInUser> {
  const user = await currentUser();
  if (!user) redirect(await signInPath());
  return user;
}

/** The cookie only chooses among memberships; it never grants one. */
export async function activeMembership(user: SignedInUser): Promise<Membership | undefined> {
  const chosen = (await cookies()).get(developerCookieName(environment().APP_URL))?.value;
  return chooseMembership(user.memberships, chosen);
}

export function chooseMembership(
  memberships: readonly Membership[],
  chosen: string | undefined,
): Membership | undefined {
  return memberships.find(({ developerId }) => developerId === chosen) ?? memberships[0];
}

/** Where somebody lands after signing in. */
export function homePath(user: Pick<SignedInUser, "isAdmin" | "memberships">): string {
  if (user.isAdmin) return "/admin/periods";
  return user.memberships.length > 0 ? "/earnings" : "/";
}

/** How the audit log names somebody. */
function actorName(user: SignedInUser): string {
  return `user:${user.email}`;
}

function refuse(user: SignedInUser, wanted: string): never {
  authLog().warn({ user: user.id, wanted }, "no access");
  forbidden();
}

/** The page that was asked for, as the proxy saw it; it is only a place to come back to. */
async function signInPath(): Promise<string> {
  const path = ownPath((await headers()).get("x-remit-path"), environment().APP_URL);
  return path ? `/sign-in?${new URLSearchParams({ callbackUrl: path })}` : "/sign-in";
}
