import { index, pgTable, primaryKey } from "drizzle-orm/pg-core";
import { instant, marketplaceId } from "./columns";
import { developers } from "./developers";
import { plugins } from "./plugins";

/**
 * Who owned a plugin from when on. An event belongs to the owner at the time it happened, so a
 * retry lands with the same developer even after a sale of the plugin. Rows are only added.
 */
export const pluginOwners = pgTable(
  "plugin_owners",
  {
    pluginId: marketplaceId("plugin_id")
      .notNull()
      .references(() => plugins.id),
    developerId: marketplaceId("developer_id")
      .notNull()
      .references(() => developers.id),
    effectiveFrom: instant("effective_from").notNull(),
  },
  (owner) => [
    primaryKey({ columns: [owner.pluginId, owner.effectiveFrom] }),
    index("plugin_owners_of_a_developer").on(owner.developerId),
  ],
);
