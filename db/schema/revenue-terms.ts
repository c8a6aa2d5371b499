import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, marketplaceId } from "./columns";
import { developers } from "./developers";
import { termScope } from "./enums";
import { plugins } from "./plugins";

/**
 * The developer's share in basis points, by scope and effective date. Rows are only added, but for
 * one that has not begun, which may be corrected. The rate is frozen on each event, so a new term
 * never changes history.
 */
export const revenueTerms = pgTable(
  "revenue_terms",
  {
    id: uuid("id").primaryKey(),
    scope: termScope("scope").notNull(),
    developerId: marketplaceId("developer_id").references(() => developers.id),
    pluginId: marketplaceId("plugin_id").references(() => plugins.id),
    shareBps: integer("share_bps").notNull(),
    effectiveFrom: instant("effective_from").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (term) => [
    check("revenue_terms_share_is_a_part", sql`${term.shareBps} between 0 and 10000`),
    check(
      "revenue_terms_scope_names_its_subject",
      sql`(${term.scope} = 'developer') = (${term.developerId} is not null)
        and (${term.scope} = 'plugin') = (${term.pluginId} is not null)`,
    ),
    index("revenue_terms_of_a_developer").on(term.developerId),
    index("revenue_terms_of_a_plugin").on(term.pluginId),
  ],
);
