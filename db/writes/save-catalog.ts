import type { Database } from "@/db/client";
import type { DeveloperId, PluginId } from "@/lib/domain/ids";
import type { Money } from "@/lib/domain/money";
import { auditCtes } from "./audit";

export type DeveloperRecord = {
  readonly id: DeveloperId;
  readonly name: string;
  readonly email?: string | undefined;
  readonly country?: string | undefined;
};

export type PluginRecord = {
  readonly id: PluginId;
  readonly developerId: DeveloperId;
  readonly name: string;
  readonly price?: Money | undefined;
};

/**
 * From when the first owner of a plugin owns it. Earlier than any event can be, so that the past
 * can be imported after the catalogue.
 */
export const BEGINNING = new Date("1970-01-01T00:00:00Z");

/**
 * Adds a developer or brings name, e-mail and country in step. Who joined by an address that is
 * not theirs any more leaves with it, by a trigger. The record is locked before the audit log, as
 * by whoever joins.
 */
export async function upsertDeveloper(
  db: Pick<Database, "sql">,
  developer: DeveloperRecord,
  { at, actor }: { readonly at: Date; readonly actor: string },
): Promise<void> {
  const { sql } = db;
  const { id, name, email = null, country = null } = developer;
  const entry = {
    at,
    actor,
    action: "developer.address",
    subject: `developer:${id}`,
    detail: sql`(select jsonb_build_object('from', email, 'to', ${email}::text) from readdressed)`,
  };
  await sql`
    with moved as (
      select email from developers
      where id = ${id} and email is not null and lower(email) is distinct from lower(${email}::text)
    ),
    saved as (
      insert into developers as known (id, name, email, country, created_at, updated_at)
      values (${id}, ${name}, ${email}, ${country}, ${at}, ${at})
      on conflict (id) do update set name = excluded.name, email = excluded.email,
        country = excluded.country, updated_at = excluded.updated_at
      where (known.name, known.email, known.country)
        is distinct from (excluded.name, excluded.email, excluded.country)
      returning id
    ),
    readdressed as (select moved.email from moved cross join saved),
    ${auditCtes(db, entry, "readdressed")}
    select 1`;
}

/** Decides between two first owners at once, and two changes at once. */
export const OWNER_RACES = ["plugin_owners_plugin_id_effective_from_pk"] as const;

export type PluginSaved = { readonly isDeveloperKnown: boolean; readonly ownerChanged: boolean };

/**
 * Adds a plugin or brings it in step. A new owner owns it from `at` on: what was sold before stays
 * with the owner of that time. Of two changes at one instant, or by clocks that differ, the later
 * statement has the last word. Writes nothing when the developer is unknown.
 */
export async function upsertPlugin(
  db: Pick<Database, "sql">,
  plugin: PluginRecord,
  { at, actor }: { readonly at: Date; readonly actor: string },
): Promise<PluginSaved> {
  const { sql } = db;
  const entry = {
    at,
    actor,
    action: "plugin.change_owner",
    subject: `plugin:${plugin.id}`,
    detail: sql`(select jsonb_build_object('from', previous, 'to', developer_id) from changed)`,
  };
  const [row] = await sql<{ is_developer_known: boolean; owner_changed: boolean }[]>`
    with developer as (select id from developers where id = ${plugin.developerId}),
    owner as (
      select developer_id, effective_from from plugin_owners where plugin_id = ${plugin.id}
      order by effective_from desc limit 1
    ),
    saved as (
      insert into plugins as known (id, name, price_minor, price_currency, created_at, updated_at)
      select ${plugin.id}::text, ${plugin.name}::text,
        ${plugin.price?.minor.toString() ?? null}::text::bigint,
        ${plugin.price?.currency ?? null}::text, ${at}::timestamptz, ${at}::timestamptz
      from developer
      on conflict (id) do update set name = excluded.name, price_minor = excluded.price_minor,
        price_currency = excluded.price_currency, updated_at = excluded.updated_at
      where (known.name, known.price_minor, known.price_currency)
        is distinct from (excluded.name, excluded.price_minor, excluded.price_currency)
    ),
    owned as (
      insert into plugin_owners (plugin_id, developer_id, effective_from)
      select ${plugin.id}::text, developer.id,
        case when owner.developer_id is null then ${BEGINNING}::timestamptz
          else greatest(${at}::timestamptz, owner.effective_from + interval '1 millisecond') end
      from developer left join owner on true
      where owner.developer_id is distinct from developer.id
      returning developer_id
    ),
    changed as (
      select owned.developer_id, owner.developer_id as previous from owned, owner
    ),
    ${auditCtes(db, entry, "changed")}
    select exists (select from developer) as is_developer_known,
      exists (select from changed) as owner_changed`;
  return {
    isDeveloperKnown: row?.is_developer_known ?? false,
    ownerChanged: row?.owner_changed ?? false,
  };
}

/** Adds what an import names and the catalogue lacks; whatever is known stays as it is. */
export async function addMissingPlugins(
  { sql }: Pick<Database, "sql">,
  plugins: readonly Omit<PluginRecord, "price">[],
  at: Date,
): Promise<{ readonly developers: number; readonly plugins: number }> {
  const developerIds = [...new Set(plugins.map(({ developerId }) => developerId))].sort();
  const sorted = [...plugins].sort((left, right) => (left.id < right.id ? -1 : 1));
  const [row] = await sql<{ developers: number; plugins: number }[]>`
    with incoming as materialized (
      select * from unnest(
        ${sorted.map(({ id }) => id)}::text[],
        ${sorted.map(({ name }) => name)}::text[],
        ${sorted.map(({ developerId }) => developerId)}::text[]
      ) as plugin (id, name, developer_id)
    ),
    developer as (
      insert into developers (id, name, created_at, updated_at)
      select id, id, ${at}::timestamptz, ${at}::timestamptz
      from unnest(${developerIds}::text[]) as id
      on conflict (id) do nothing returning id
    ),
    plugin as (
      insert into plugins (id, name, created_at, updated_at)
      select id, name, ${at}::timestamptz, ${at}::timestamptz from incoming
      on conflict (id) do nothing returning id
    ),
    owner as (
      insert into plugin_owners (plugin_id, developer_id, effective_from)
      select plugin.id, incoming.developer_id, ${BEGINNING}::timestamptz
      from plugin join incoming on incoming.id = plugin.id
      returning plugin_id
    )
    select (select count(*)::int from developer) as developers,
      (select count(*)::int from plugin) as plugins`;
  return row ?? { developers: 0, plugins: 0 };
}
