import { pgTable, text } from "drizzle-orm/pg-core";
import { instant, marketplaceId } from "./columns";
import { payoutSchedule } from "./enums";

/**
 * Who earns. The id is the marketplace's own and never changes; the name is only for display and
 * two developers may share one.
 */
export const developers = pgTable("developers", {
  id: marketplaceId("id").primaryKey(),
  name: text("name").notNull(),
  email: text("email"),
  country: text("country"),
  schedule: payoutSchedule("schedule").notNull().default("monthly"),
  createdAt: instant("created_at").notNull().defaultNow(),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});
