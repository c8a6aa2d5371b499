import postgres from "postgres";

/** What was deleted is still in the way until then. */
const VACUUM_EVERY = 100;

/** What is done to all tables of a lane together, apart from Remit. */
export type LaneTables = {
  /** As new. */
  readonly empty: () => Promise<void>;
  readonly backUp: () => Promise<void>;
  /** Back to what it was; what happened since is lost. */
  readonly restore: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * The guards of the tables are asleep on its connection from the start: putting them to sleep
 * would make PostgreSQL forget every plan it has for the connection. A backup is a copy of all
 * tables in a schema of its own.
 */
export async function openLaneTables(url: string): Promise<LaneTables> {
  const sql = postgres(url, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: "keeper", session_replication_role: "replica" },
  });
  const rows = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`;
  const tables = rows.map(({ name }) => `"${name}"`);
  const prepared = tables.map(
    // New statistics would make every connection plan anew.
    (table) => `create table backup.${table} (like public.${table});
      alter table public.${table} set (autovacuum_enabled = false);`,
  );
  await sql.unsafe(`create schema backup; ${prepared.join("\n")}`);
  // One row each that is there from the start, and only ever moves on.
  const passing = tables.filter((table) => !['"audit_head"', '"posting_basis"'].includes(table));
  const asNew = allOf(
    [
      ...passing.map((table) => `delete from public.${table}`),
      "update public.posting_basis set version = gen_random_uuid()",
    ],
    "update public.audit_head set seq = 0, previous_hash = '', hash = repeat('0', 64)",
  );
  // One statement sees one moment.
  const copyAway = allOf([
    ...tables.map((table) => `delete from backup.${table}`),
    ...tables.map((table) => `insert into backup.${table} select * from public.${table}`),
  ]);
  const clear = allOf(tables.map((table) => `delete from public.${table}`));
  const copyBack = allOf(
    tables.map((table) => `insert into public.${table} select * from backup.${table}`),
  );
  await sql.unsafe(`
    prepare as_new as ${asNew}; prepare copy_away as ${copyAway};
    prepare clear as ${clear}; prepare copy_back as ${copyBack}`);
  let emptied = 0;
  return {
    empty: async () => {
      await rewrite(sql, "execute as_new");
      emptied += 1;
      if (emptied % VACUUM_EVERY === 0) await sql`vacuum`;
    },
    backUp: async () => {
      await sql.unsafe("execute copy_away");
    },
    restore: () => rewrite(sql, "execute clear; execute copy_back"),
    close: () => sql.end({ timeout: 5 }),
  };
}

/** One statement out of many, so that a connection plans it once. */
function allOf(changes: readonly string[], last = "select"): string {
  const parts = changes.map((change, index) => `change_${index} as (${change})`);
  return `with ${parts.join(",\n")} ${last}`;
}

/** The server's counts of changes, which `verify` looks at, begin again afterwards. */
async function rewrite(sql: postgres.Sql, statements: string): Promise<void> {
  await sql.unsafe(`begin; ${statements}; select pg_stat_force_next_flush(); commit`);
  await sql`select pg_stat_reset()`;
}
