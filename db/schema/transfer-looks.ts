import { sql } from "drizzle-orm";
import { check, integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * One row: through which of Stripe's transfers, by its own dates, these books have looked at all
 * of them. It only moves on once what was found is settled, so a restored backup takes it back
 * with everything else.
 */
export const transferLooks = pgTable(
  "transfer_looks",
  {
    id: integer("id").primaryKey(),
    transferId: text("transfer_id").notNull(),
    /** Stripe's date, which is kept for good. */
    madeAt: instant("made_at").notNull(),
    /** Nobody reads or writes it any more: programs of before may. It goes in a later version. */
    lookedAt: instant("looked_at"),
  },
  (look) => [check("transfer_looks_is_one_row", sql`${look.id} = 1`)],
);
