import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import type { DeveloperId } from "@/lib/domain/ids";

export type ListedHold = {
  readonly id: string;
  readonly developerId: string;
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAt: Date;
  readonly liftedBy: string | null;
  readonly liftedAt: Date | null;
};

export const HOLD_STATES = ["live", "lifted"] as const;

export type HoldsPage = {
  readonly developerId?: DeveloperId | undefined;
  readonly state?: (typeof HOLD_STATES)[number] | undefined;
  readonly after?: { readonly placedAt: Date; readonly id: string } | undefined;
  readonly limit: number;
};

/** Holds, newest first, a page of them: those that are lifted too. */
export async function findHoldPage(
  { sql }: Pick<Database, "sql">,
  _admin: AdminActor,
  { developerId, state, after, limit }: HoldsPage,
): Promise<readonly ListedHold[]> {
  const inState = { live: sql`and lifted_at is null`, lifted: sql`and lifted_at is not null` };
  return sql<ListedHold[]>`
    select id, developer_id as "developerId", reason, placed_by as "placedBy",
      placed_at as "placedAt", lifted_by as "liftedBy", lifted_at as "liftedAt"
    from holds where true
      ${developerId ? sql`and developer_id = ${developerId}` : sql``}
      ${state ? inState[state] : sql``}
      ${after ? sql`and (placed_at, id) < (${after.placedAt}, ${after.id}::uuid)` : sql``}
    order by placed_at desc, id desc limit ${limit}`;
}
