import type {
  Adapter,
  AdapterAccount,
  AdapterSession,
  AdapterUser,
  VerificationToken,
} from "next-auth/adapters";
import type { Database } from "@/db/client";
import { findUser, findUserByEmail, findUserByIdentity, type UserRow } from "@/db/queries/users";
import { insertIdentity, insertUser, verifyUser } from "@/db/writes/users";
import {
  deleteVerificationToken,
  insertVerificationToken,
  takeVerificationToken,
} from "@/db/writes/verification-tokens";
import type { Clock } from "@/lib/config/clock";
import { parseEmail } from "./email";
import { endSession, readSession, storeSession } from "./session";
import { hashToken } from "./token";

export type AdapterWorld = {
  readonly db: Pick<Database, "sql">;
  readonly now: Clock;
  readonly newId: () => string;
  readonly adminEmails: readonly string[];
  /** The browser's half of an e-mail link, out of its cookie. */
  readonly linkBinding: string | undefined;
};

/**
 * next-auth's view of our tables. Tokens are only ever stored as hashes, provider tokens not at
 * all, and a link is stored together with the browser that asked for it.
 */
export function createAdapter(world: AdapterWorld): Adapter {
  return { ...userMethods(world), ...sessionMethods(world), ...linkMethods(world) };
}

function userMethods({ db, now, newId }: AdapterWorld): Adapter {
  return {
    createUser: async (user: Omit<AdapterUser, "id">) => {
      const email = parseEmail(user.email);
      if (!email.ok) throw new Error("next-auth handed on an address that was never checked");
      const row = await insertUser(db, {
        id: newId(),
        name: user.name ?? null,
        email: email.value,
        image: user.image ?? null,
        verifiedAt: now(),
      });
      return adapterUser(row);
    },
    getUser: async (id) => maybeUser(await findUser(db, id)),
    getUserByEmail: async (email) => maybeUser(await findUserByEmail(db, email)),
    getUserByAccount: async (identity) => maybeUser(await findUserByIdentity(db, identity)),
    // next-auth updates a user in one case only: an e-mail link has just proved the address.
    updateUser: async ({ id }) => {
      const row = await verifyUser(db, id, now());
      if (!row) throw new Error("The user who proved an address is gone");
      return adapterUser(row);
    },
    linkAccount: async (account: AdapterAccount) => {
      const { userId, provider, providerAccountId, type } = account;
      await insertIdentity(db, userId, { provider, providerAccountId, type });
    },
  };
}

function sessionMethods({ db, now, adminEmails }: AdapterWorld): Adapter {
  return {
    createSession: async ({ sessionToken, userId }) => {
      const user = await findUser(db, userId);
      if (!user) throw new Error("The user who signs in is gone");
      const expires = await storeSession(db, sessionToken, user, now(), adminEmails);
      return { sessionToken, userId, expires };
    },
    getSessionAndUser: async (sessionToken) => {
      const session = await readSession(db, sessionToken, now(), adminEmails);
      const user = session && (await findUser(db, session.user.id));
      if (!session || !user) return null;
      const { expires } = session;
      return { session: { sessionToken, userId: user.id, expires }, user: adapterUser(user) };
    },
    // How long a session lives is decided by `readSession` alone.
    updateSession: async (): Promise<AdapterSession | null> => null,
    deleteSession: async (sessionToken) => endSession(db, sessionToken),
  };
}

function linkMethods(world: AdapterWorld): Adapter {
  return {
    createVerificationToken: linkStore(world).store,
    useVerificationToken: async ({ identifier, token }) => {
      if (world.linkBinding === undefined) return null;
      const taken = await takeVerificationToken(world.db, identifier, bound(world, token));
      return taken ? { ...taken, token } : null;
    },
  };
}

/** So many links for one address live at a time, so that nobody's mailbox is flooded. */
export const LINKS_MAX = 3;

/** Keeping a link that is about to be mailed, and taking it back when it was not. */
export function linkStore(world: AdapterWorld) {
  const { db, now } = world;
  return {
    store: async (link: VerificationToken): Promise<VerificationToken> => {
      const { identifier, expires, token } = link;
      const tokenHash = bound(world, token);
      const limits = { now: now(), liveMax: LINKS_MAX };
      const isKept = await insertVerificationToken(db, { identifier, expires, tokenHash }, limits);
      if (!isKept) throw new Error("As many links as are allowed are on their way");
      return link;
    },
    forget: ({ identifier, token }: VerificationToken): Promise<void> =>
      deleteVerificationToken(db, identifier, bound(world, token)),
  };
}

/** A link opens only in the browser that asked for it. */
function bound({ linkBinding }: AdapterWorld, token: string): string {
  return hashToken(`${token}.${linkBinding ?? ""}`);
}

function maybeUser(row: UserRow | undefined): AdapterUser | null {
  return row ? adapterUser(row) : null;
}

function adapterUser({ id, name, email, emailVerified, image }: UserRow): AdapterUser {
  return { id, name, email, emailVerified, image };
}
