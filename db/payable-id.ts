import type { Database } from "@/db/client";

/**
 * SQL for the id of the month's payable that a bucket is part of, from the columns `developer_id`,
 * `plugin_id`, `currency` and the given day: the same for whoever opens it. Ids hold no spaces.
 */
export function payableId({ sql }: Pick<Database, "sql">, day: "day" | "posted_on") {
  return sql`md5(concat_ws(' ', developer_id, plugin_id, currency,
    to_char(${sql(day)}, 'YYYY-MM')))::uuid`;
}
