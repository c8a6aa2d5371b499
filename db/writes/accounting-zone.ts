import type { Database } from "@/db/client";
import { withRetry } from "@/db/retry";
import type { AccountingZone } from "@/lib/domain/period";

/** Has the books kept in the zone, unless another process was first. */
export async function beginZone(
  { sql }: Pick<Database, "sql">,
  zone: AccountingZone,
): Promise<void> {
  await sql`insert into accounting_zone (id, zone) values (1, ${zone}) on conflict do nothing`;
}

/**
 * Has books without events kept in another zone. A trigger makes sure that nobody posts an event
 * meanwhile: what was decided in the former zone is decided again.
 */
export async function changeZone(
  { sql }: Pick<Database, "sql">,
  zone: AccountingZone,
): Promise<void> {
  await withRetry(
    () => sql`
      update accounting_zone set zone = ${zone}
      where zone <> ${zone} and not exists (select from events)`,
  );
}
