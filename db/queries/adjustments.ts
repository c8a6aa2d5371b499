import type { Database } from "@/db/client";
import type { AdminActor } from "@/lib/auth/actor";
import type { Adjustment, AdjustmentReason } from "@/lib/domain/adjustment";
import { trustedCurrency } from "@/lib/domain/currency";
import type { DeveloperId, PluginId } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { type Day, trustedDay } from "@/lib/domain/period";

type Sql = Pick<Database, "sql">;

export type ListedAdjustment = Adjustment & {
  readonly id: string;
  readonly pluginName: string;
  readonly postedOn: Day;
  readonly by: string;
  readonly at: Date;
};

type Row = {
  id: string;
  name: string;
  currency: string;
  amount: bigint;
  posted_on: string;
  reason: AdjustmentReason;
  note: string;
  made_by: string;
  made_at: Date;
};

/** A developer's adjustments, newest first. */
export async function findAdjustments(
  { sql }: Sql,
  _admin: AdminActor,
  developerId: DeveloperId,
): Promise<readonly ListedAdjustment[]> {
  const rows = await sql<Row[]>`
    select event.id, plugin.name, event.currency, event.amount, event.posted_on::text,
      adjustment.reason, adjustment.note, adjustment.made_by, adjustment.made_at
    from event_adjustments as adjustment
    join events as event
      on event.developer_id = adjustment.developer_id and event.id = adjustment.event_id
    join plugins as plugin on plugin.id = event.plugin_id
    where adjustment.developer_id = ${developerId}
    order by adjustment.made_at desc, event.id desc limit 100`;
  return rows.map((row) => ({ ...listed(row), pluginName: row.name }));
}

/** An adjustment with whom it is about and the id that its maker gave it. */
export type AdjustmentOfPage = Omit<ListedAdjustment, "pluginName"> & {
  readonly externalId: string;
  readonly developerId: string;
  readonly pluginId: string;
};

export type AdjustmentsPage = {
  readonly developerId?: DeveloperId | undefined;
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
  readonly limit: number;
};

/** Everybody's adjustments, newest first, a page of them. */
export async function findAdjustmentPage(
  { sql }: Sql,
  _admin: AdminActor,
  { developerId, after, limit }: AdjustmentsPage,
): Promise<readonly AdjustmentOfPage[]> {
  const rows = await sql<
    (Omit<Row, "name"> & { external_id: string; developer_id: string; plugin_id: string })[]
  >`
    select event.id, event.external_id, event.developer_id, event.plugin_id, event.currency,
      event.amount, event.posted_on::text, adjustment.reason, adjustment.note,
      adjustment.made_by, adjustment.made_at
    from event_adjustments as adjustment
    join events as event
      on event.developer_id = adjustment.developer_id and event.id = adjustment.event_id
    where true
      ${developerId ? sql`and adjustment.developer_id = ${developerId}` : sql``}
      ${after ? sql`and (adjustment.made_at, event.id) < (${after.at}, ${after.id}::uuid)` : sql``}
    order by adjustment.made_at desc, event.id desc limit ${limit}`;
  return rows.map((row) => ({
    ...listed(row),
    externalId: row.external_id,
    developerId: row.developer_id,
    pluginId: row.plugin_id,
  }));
}

function listed(row: Omit<Row, "name">): Omit<ListedAdjustment, "pluginName"> {
  return {
    id: row.id,
    amount: money(row.amount, trustedCurrency(row.currency)),
    postedOn: trustedDay(row.posted_on),
    reason: row.reason,
    note: row.note,
    by: row.made_by,
    at: row.made_at,
  };
}

/** Plugins that the developer has or had a part in: what an adjustment of theirs can be about. */
export async function findAdjustablePlugins(
  { sql }: Sql,
  developerId: DeveloperId,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return sql<{ id: string; name: string }[]>`
    select plugin.id, plugin.name from plugins as plugin
    where plugin.id in (
      select plugin_id from plugin_owners where developer_id = ${developerId}
      union all select plugin_id from plugin_shares where developer_id = ${developerId}
    ) order by plugin.name, plugin.id`;
}

export async function everHadPart(
  { sql }: Sql,
  developerId: DeveloperId,
  pluginId: PluginId,
): Promise<boolean> {
  const rows = await sql`
    select 1 from plugin_owners
    where developer_id = ${developerId} and plugin_id = ${pluginId}
    union all
    select 1 from plugin_shares
    where developer_id = ${developerId} and plugin_id = ${pluginId} limit 1`;
  return rows.length > 0;
}
