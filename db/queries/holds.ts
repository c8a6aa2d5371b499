import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import type { Hold } from "@/lib/domain/hold";
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

/** What `holdColumns` selects; all null where there is none. */
export type HoldRow = {
  readonly hold_reason: string | null;
  readonly hold_by: string | null;
  readonly hold_at: Date | null;
  readonly hold_lifted_at: Date | null;
};

/** Of a hold that is joined as `hold`, to a query of something else. */
export function holdColumns({ sql }: Pick<Database, "sql">) {
  return sql`hold.reason as hold_reason, hold.placed_by as hold_by, hold.placed_at as hold_at,
    hold.lifted_at as hold_lifted_at`;
}

export function holdOf(row: HoldRow): Hold | undefined {
  const { hold_reason: reason, hold_by: by, hold_at: at } = row;
  if (reason === null || by === null || at === null) return undefined;
  return { reason, by, at, ...(row.hold_lifted_at ? { liftedAt: row.hold_lifted_at } : {}) };
}
