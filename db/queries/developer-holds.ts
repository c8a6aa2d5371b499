import type { Database } from "@/db/client";
import type { DeveloperId } from "@/lib/domain/ids";

/** Since when a developer's payouts are stopped. The reason is the marketplace's own note. */
export async function findHoldSince(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
): Promise<Date | undefined> {
  const [row] = await sql<{ placed_at: Date }[]>`
    select placed_at from holds where developer_id = ${developerId} and lifted_at is null`;
  return row?.placed_at;
}
