import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { instant, marketplaceId } from "./columns";
import { developers } from "./developers";
import { plugins } from "./plugins";

/**
 * How a plugin's revenue is shared among its developers, by revision and effective date. A revision
 * has a row for each developer, and together they make 100 %. The lead's part goes to whoever owns
 * the plugin when a sale happens; a revision of the lead alone ends the sharing. Rows are only
 * added, and each sale keeps its own split, so a new revision never changes history.
 */
export const pluginShares = pgTable(
  "plugin_shares",
  {
    pluginId: marketplaceId("plugin_id")
      .notNull()
      .references(() => plugins.id),
    revision: integer("revision").notNull(),
    developerId: marketplaceId("developer_id")
      .notNull()
      .references(() => developers.id),
    bps: integer("bps").notNull(),
    isLead: boolean("is_lead").notNull(),
    effectiveFrom: instant("effective_from").notNull(),
    setBy: text("set_by").notNull(),
    setAt: instant("set_at").notNull(),
  },
  (share) => [
    primaryKey({ columns: [share.pluginId, share.revision, share.developerId] }),
    // Decides between two people who set the shares of one plugin at once.
    uniqueIndex("plugin_shares_one_lead")
      .on(share.pluginId, share.revision)
      .where(sql`${share.isLead}`),
    index("plugin_shares_of_a_developer").on(share.developerId),
    check("plugin_shares_are_parts", sql`${share.bps} between 1 and 10000`),
  ],
);
