import type { Database } from "@/db/client";
import type { DeveloperId } from "@/lib/domain/ids";
import type { PayoutSchedule } from "@/lib/domain/schedule";

/** When a developer's sales are paid. */
export async function findSchedule(
  { sql }: Pick<Database, "sql">,
  developerId: DeveloperId,
): Promise<PayoutSchedule | undefined> {
  const [row] = await sql<{ schedule: PayoutSchedule }[]>`
    select schedule from developers where id = ${developerId}`;
  return row?.schedule;
}
