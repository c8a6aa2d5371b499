import { sql } from "drizzle-orm";
import { check, pgTable, text } from "drizzle-orm/pg-core";
import { instant, marketplaceId, minor } from "./columns";

/**
 * What is sold. Its owner is in `plugin_owners`, because plugins change hands. The price is only
 * proposed when an install is recorded by hand; an event carries its own amount.
 */
export const plugins = pgTable(
  "plugins",
  {
    id: marketplaceId("id").primaryKey(),
    name: text("name").notNull(),
    priceMinor: minor("price_minor"),
    priceCurrency: text("price_currency"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (plugin) => [
    check(
      "plugins_price_has_a_currency",
      sql`(${plugin.priceMinor} is null) = (${plugin.priceCurrency} is null)`,
    ),
    check("plugins_price_not_negative", sql`${plugin.priceMinor} >= 0`),
  ],
);
