import { bigint, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * Who did what to which money, when. Append-only and hash-chained: each hash covers the one
 * before, so that a row cannot be changed or removed unseen.
 */
export const auditLog = pgTable("audit_log", {
  seq: bigint("seq", { mode: "bigint" }).primaryKey(),
  at: instant("at").notNull(),
  actor: text("actor").notNull(),
  action: text("action").notNull(),
  subject: text("subject").notNull(),
  detail: jsonb("detail").notNull(),
  previousHash: text("previous_hash").notNull(),
  hash: text("hash").notNull().unique(),
});

/** The end of the chain, one row. Appending locks it, so that the chain never forks. */
export const auditHead = pgTable("audit_head", {
  id: integer("id").primaryKey(),
  seq: bigint("seq", { mode: "bigint" }).notNull(),
  previousHash: text("previous_hash").notNull(),
  hash: text("hash").notNull(),
});
