import { bigint, text, timestamp } from "drizzle-orm/pg-core";

/** Money in minor units. `bigint` from the database to the edge of the chart. */
export const minor = (name: string) => bigint(name, { mode: "bigint" });
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 6 });
/** The marketplace's own ids are text. */
export const marketplaceId = (name: string) => text(name);
