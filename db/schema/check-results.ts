import { index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { checkKind } from "./enums";

/**
 * What checking the books and comparing them with Stripe found, each time, whoever asked: so that
 * a page can show the last result without another look at every row. Never changed. After three
 * months a result is dropped, but never the latest of its kind.
 */
export const checkResults = pgTable(
  "check_results",
  {
    id: uuid("id").primaryKey(),
    kind: checkKind("kind").notNull(),
    /** Named as in the audit log. */
    by: text("by").notNull(),
    startedAt: instant("started_at").notNull(),
    tookMs: integer("took_ms").notNull(),
    /** Rules that are broken, or differences that need a person. */
    problems: integer("problems").notNull(),
    report: jsonb("report").notNull(),
  },
  (result) => [index("check_results_latest").on(result.kind, result.startedAt, result.id)],
);
