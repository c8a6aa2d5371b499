import { integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { instant, marketplaceId } from "./columns";
import { developers } from "./developers";
import { memberRole, userRole } from "./enums";

/** People who sign in. What they may see follows from their role and their `members` rows. */
export const users = pgTable("users", {
  id: uuid("id").primaryKey(),
  name: text("name"),
  /** Normalised: lower case, ASCII. */
  email: text("email").notNull().unique(),
  emailVerified: instant("email_verified"),
  image: text("image"),
  role: userRole("role").notNull().default("user"),
  createdAt: instant("created_at").notNull().defaultNow(),
});

/** Who acts for which developer. Owners may start onboarding; members may look. */
export const members = pgTable(
  "members",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    developerId: marketplaceId("developer_id")
      .notNull()
      .references(() => developers.id),
    role: memberRole("role").notNull(),
  },
  (member) => [primaryKey({ columns: [member.userId, member.developerId] })],
);

/** A user's identities at the providers (next-auth). Provider tokens are not kept. */
export const identities = pgTable(
  "identities",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    type: text("type").notNull(),
  },
  (identity) => [primaryKey({ columns: [identity.provider, identity.providerAccountId] })],
);

/** Signed-in browsers. Only the SHA-256 of the token is kept, so a leaked backup opens nothing. */
export const sessions = pgTable("sessions", {
  tokenHash: text("token_hash").primaryKey(),
  userId: uuid("user_id")
    .notNull()
    .references(() => users.id, { onDelete: "cascade" }),
  expires: instant("expires").notNull(),
  createdAt: instant("created_at").notNull(),
});

/** E-mail links that have been sent. Hashed, used once, ten minutes. */
export const verificationTokens = pgTable(
  "verification_tokens",
  {
    identifier: text("identifier").notNull(),
    tokenHash: text("token_hash").notNull(),
    expires: instant("expires").notNull(),
    attempts: integer("attempts").notNull().default(0),
  },
  (token) => [unique("verification_tokens_once").on(token.identifier, token.tokenHash)],
);
