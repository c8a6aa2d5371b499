import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * Money at Stripe that names a plugin and could not be recorded: which charge, refund or dispute,
 * and why. Kept until it is recorded after all, or a person decided to leave it; never deleted.
 */
export const chargeProblems = pgTable(
  "charge_problems",
  {
    /** Stripe's id of the charge, the refund or the dispute; `…:won` for a dispute that was won. */
    objectId: text("object_id").primaryKey(),
    chargeId: text("charge_id").notNull(),
    /** As the charge's metadata has it, whatever that is. */
    pluginTag: text("plugin_tag"),
    happenedAt: instant("happened_at").notNull(),
    code: text("code").notNull(),
    message: text("message").notNull(),
    notedAt: instant("noted_at").notNull(),
    triedAt: instant("tried_at").notNull(),
    tries: integer("tries").notNull().default(1),
    solvedAt: instant("solved_at"),
    /** `stripe` when it came right by itself, otherwise who left it. */
    solvedBy: text("solved_by"),
    /** Why it was left. */
    note: text("note"),
  },
  (problem) => [
    index("charge_problems_open").on(problem.notedAt).where(sql`${problem.solvedAt} is null`),
    index("charge_problems_of_a_charge").on(problem.chargeId),
    check(
      "charge_problems_solved_by_somebody",
      sql`(${problem.solvedAt} is null) = (${problem.solvedBy} is null)
        and (${problem.note} is null or ${problem.solvedAt} is not null)`,
    ),
  ],
);
