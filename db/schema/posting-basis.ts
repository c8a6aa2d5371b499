import { sql } from "drizzle-orm";
import { check, integer, pgTable, uuid } from "drizzle-orm/pg-core";

/**
 * One row that gets another version with whatever posting events rests on: owners, shares, rates
 * and months. Triggers write it in the transaction that makes the change, and nothing else does.
 *
 * So a process may remember what it read for recording: the statement that records compares the
 * version and writes nothing when it is another. Versions are random, because a database that was
 * restored must never come to a version again that stood for something else.
 */
export const postingBasis = pgTable(
  "posting_basis",
  {
    id: integer("id").primaryKey(),
    version: uuid("version").notNull(),
  },
  (basis) => [check("posting_basis_is_one_row", sql`${basis.id} = 1`)],
);
