import type { Database } from "@/db/client";
import { findSession, type Membership, type UserRow } from "@/db/queries/users";
import { deleteSession, insertSession, slideSession } from "@/db/writes/sessions";
import type { UserId } from "@/lib/domain/ids";
import { isAdmin } from "./admin-emails";
import { isAlive, needsSliding, nextExpiry, sessionLifetime } from "./session-lifetime";
import { hashToken, isTokenShaped, newToken } from "./token";

export type SignedInUser = {
  readonly id: UserId;
  readonly name: string | undefined;
  readonly email: string;
  readonly isAdmin: boolean;
  readonly memberships: readonly Membership[];
};

type Sql = Pick<Database, "sql">;

export type Session = { readonly user: SignedInUser; readonly expires: Date };

/**
 * Who holds this token, or nobody. Using a session lengthens it, within its absolute end; one
 * that has ended is removed.
 */
export async function readSession(
  db: Sql,
  token: string,
  now: Date,
  adminEmails: readonly string[],
): Promise<Session | undefined> {
  if (!isTokenShaped(token)) return undefined;
  const tokenHash = hashToken(token);
  const session = await findSession(db, tokenHash);
  if (!session) return undefined;
  const { user, memberships } = session;
  const admin = isAdmin(user, adminEmails);
  if (!isAlive(session, now, admin)) {
    await deleteSession(db, tokenHash);
    return undefined;
  }
  if (needsSliding(session, now, admin)) {
    await slideSession(db, tokenHash, nextExpiry(session.createdAt, now, admin));
  }
  return {
    user: {
      id: user.id,
      name: user.name ?? undefined,
      email: user.email,
      isAdmin: admin,
      memberships,
    },
    expires: absoluteEnd(session.createdAt, admin),
  };
}

/** A new session with a new token. The cookie may live until the absolute end; the row decides. */
export async function startSession(
  db: Sql,
  user: UserRow,
  now: Date,
  adminEmails: readonly string[],
): Promise<{ readonly token: string; readonly expires: Date }> {
  const token = newToken();
  return { token, expires: await storeSession(db, token, user, now, adminEmails) };
}

/** Stores a session under the hash of its token, and returns its absolute end. */
export async function storeSession(
  db: Sql,
  token: string,
  user: UserRow,
  now: Date,
  adminEmails: readonly string[],
): Promise<Date> {
  const admin = isAdmin(user, adminEmails);
  await insertSession(db, {
    tokenHash: hashToken(token),
    userId: user.id,
    createdAt: now,
    expires: nextExpiry(now, now, admin),
  });
  return absoluteEnd(now, admin);
}

export async function endSession(db: Sql, token: string): Promise<void> {
  await deleteSession(db, hashToken(token));
}

function absoluteEnd(createdAt: Date, admin: boolean): Date {
  return new Date(createdAt.getTime() + sessionLifetime(admin).absolute);
}
