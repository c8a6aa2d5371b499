import { cookies } from "next/headers";
import {
  type DemoAdmin,
  type DemoDeveloper,
  findDemoAdmins,
  findDemoDeveloper,
  findDemoDevelopers,
  findDemoMember,
} from "@/db/queries/demo-people";
import { findUser, findUserByEmail } from "@/db/queries/users";
import { upsertDemoAdmin, upsertDemoOwner } from "@/db/writes/demo-people";
import { type Environment, environment, isSimulated } from "@/lib/config/environment";
import { cookieOptions, developerCookieName, sessionCookieName } from "./cookies";
import { parseEmail } from "./email";
import { authWorld } from "./route";
import { endSession, startSession } from "./session";

const DEFAULT_ADMIN: DemoAdmin = { email: "finance@remit.example", name: "Finance desk" };

/** One-click sign-in exists only where the operator asked for a demo and no real money can move. */
export function isDemo(env: Environment = environment()): boolean {
  return env.REMIT_DEMO && isSimulated(env);
}

export type DemoPeople = {
  readonly admins: readonly DemoAdmin[];
  readonly developers: readonly DemoDeveloper[];
};

export async function findDemoPeople(): Promise<DemoPeople> {
  const { db } = authWorld();
  const [admins, developers] = await Promise.all([findDemoAdmins(db), findDemoDevelopers(db)]);
  return { admins: admins.length > 0 ? admins : [DEFAULT_ADMIN], developers };
}

export type DemoPersona =
  | { readonly kind: "admin"; readonly id: string }
  | { readonly kind: "developer"; readonly id: string };

/** Signs in as a person of the demo, with a session like any other. For server actions only. */
export async function signInAsDemo(persona: DemoPersona): Promise<boolean> {
  const env = environment();
  if (!isDemo(env)) return false;
  const { db, now, adminEmails } = authWorld();
  const userId = await (persona.kind === "admin" ? demoAdmin(persona.id) : demoOwner(persona.id));
  const user = userId === undefined ? undefined : await findUser(db, userId);
  if (!user) return false;
  const jar = await cookies();
  const before = jar.get(sessionCookieName(env.APP_URL))?.value;
  if (before) await endSession(db, before);
  const { token, expires } = await startSession(db, user, now(), adminEmails);
  const options = cookieOptions(env.APP_URL);
  jar.set(sessionCookieName(env.APP_URL), token, { ...options, expires });
  if (persona.kind === "developer") {
    jar.set(developerCookieName(env.APP_URL), persona.id, { ...options, expires });
  }
  return true;
}

async function demoAdmin(email: string): Promise<string | undefined> {
  const { db, now, newId } = authWorld();
  if (email === DEFAULT_ADMIN.email) {
    const name = DEFAULT_ADMIN.name ?? email;
    return upsertDemoAdmin(db, { id: newId(), name, email }, now());
  }
  const user = await findUserByEmail(db, email);
  return user?.role === "admin" ? user.id : undefined;
}

async function demoOwner(id: string): Promise<string | undefined> {
  const { db, now, newId } = authWorld();
  const developer = await findDemoDeveloper(db, id);
  if (!developer) return undefined;
  const member = await findDemoMember(db, developer.id);
  if (member !== undefined) return member;
  const email = parseEmail(developer.email ?? "");
  const person = {
    id: newId(),
    name: developer.name,
    email: email.ok ? email.value : `owner@${domainLabel(developer.id)}.example`,
  };
  return upsertDemoOwner(db, person, developer.id, now());
}

function domainLabel(id: string): string {
  return (
    id
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "") || "developer"
  );
}
