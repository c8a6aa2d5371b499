import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { type Database, openDatabase } from "./client";
import { migrateDatabase } from "./migrate";
import { payableId } from "./payable-id";
import { bucketInvariants } from "./queries/invariants/buckets";
import { instantInvariants } from "./queries/invariants/instant";
import { findOffenders } from "./queries/invariants/invariant";

/** Books as the version before payables left them: claims are in the buckets. */
const OLD_BOOKS = `
  set session_replication_role = replica;
  insert into developers (id, name) values ('ada', 'Ada'), ('ben', 'Ben');
  insert into plugins (id, name) values ('p', 'P'), ('q', 'Q');
  insert into periods (period, closed_at, closed_by) values
    ('2026-01', now(), 'test'), ('2026-02', now(), 'test'), ('2026-03', null, null);
  insert into payouts (developer_id, id, period, currency, amount, state, destination, created_at,
      updated_at)
    select developer, lpad(no::text, 32, '0')::uuid, '2026-02', 'eur', 1, 'ready', 'acct', now(), now()
    from (values ('ada', 1), ('ada', 2), ('ben', 3)) as payout (developer, no);
  insert into events (developer_id, id, source, external_id, request_hash, plugin_id, kind, currency,
      amount, developer_share, platform_share, share_bps, occurred_at, recorded_at, posted_on,
      balance_id)
    select developer, lpad(no::text, 32, '1')::uuid, 'test', no::text, sha256(''), plugin, 'install',
      'eur', 100, 70, 30, 7000, day, day, day, case when payout = 'own' or payout = 'waits'
        then lpad(no::text, 32, '1')::uuid else lpad(no::text, 32, '2')::uuid end
    from old_bucket;
  insert into balances (developer_id, id, plugin_id, day, currency, installs, free_installs, renewals,
      refunds, amount, developer_share, platform_share, refunded_amount, refunded_share, frozen,
      payout_id, waits_for_instant)
    select developer, balance_id, plugin, day, 'eur', 1, 0, 0, 0, 100, 70, 30, 0, 0, payout <> '',
      case payout when 'own' then lpad('3', 32, '0')::uuid when 'waits' then null
        else lpad(nullif(payout, ''), 32, '0')::uuid end, payout = 'waits'
    from old_bucket join events on external_id = no::text`;

const OLD_BUCKETS = `
  create temp table old_bucket as select * from (values
    (1, 'ada', 'p', date '2026-01-05', '1'), (2, 'ada', 'p', date '2026-01-06', '1'),
    (3, 'ada', 'q', date '2026-01-06', '1'),
    (4, 'ada', 'p', date '2026-02-01', '1'), (5, 'ada', 'p', date '2026-02-02', '2'),
    (6, 'ada', 'p', date '2026-02-03', ''), (7, 'ada', 'p', date '2026-02-04', ''),
    (8, 'ada', 'p', date '2026-03-01', ''), (9, 'ben', 'p', date '2026-03-01', ''),
    (10, 'ben', 'p', date '2026-03-01', 'own'), (11, 'ben', 'p', date '2026-03-01', 'waits')
  ) as bucket (no, developer, plugin, day, payout)`;

const folder = mkdtempSync(path.join(tmpdir(), "remit-migrations-before-payables-"));
const NAME = "books_before_payables";
let admin: TestDatabase;
let db: Database;
let before: readonly unknown[];

const CLAIMS = (table: string) =>
  `select developer_id, id, payout_id, waits_for_instant from ${table} order by developer_id, id`;

beforeAll(async () => {
  cpSync(fileURLToPath(new URL("./migrations", import.meta.url)), folder, { recursive: true });
  const journal = path.join(folder, "meta", "_journal.json");
  const { entries, ...rest } = JSON.parse(readFileSync(journal, "utf8"));
  const old = entries.filter((entry: { readonly idx: number }) => entry.idx < 22);
  writeFileSync(journal, JSON.stringify({ ...rest, entries: old }));
  admin = await createTestDatabase();
  await admin.sql.unsafe(`create database ${NAME}`);
  const target = new URL(admin.url);
  target.pathname = `/${NAME}`;
  await migrateDatabase(target.href, { folder });
  const sql = postgres(target.href, { max: 1 });
  await sql.unsafe(OLD_BUCKETS);
  await sql.unsafe(OLD_BOOKS);
  before = await sql.unsafe(CLAIMS("balances"));
  await sql.end();
  await migrateDatabase(target.href);
  db = openDatabase(target.href);
});
afterAll(async () => {
  await db?.close();
  await admin.sql.unsafe(`drop database if exists ${NAME} with (force)`);
  await admin.drop();
  rmSync(folder, { recursive: true, force: true });
});

it("each bucket of older books is claimed by the payout that claimed it, or waits as it did", async () => {
  expect(before).toHaveLength(11);
  expect(await db.sql.unsafe(CLAIMS("claimed_balances"))).toEqual(before);
});

it("older books hold to the rules of payables, also where two payouts shared a month", async () => {
  const context = { sql: db.sql, now: new Date(), zone: "UTC" };
  const ids = ["buckets_match_events", "buckets_under_their_payable", "one_unclaimed_payable"];
  const rules = [...bucketInvariants, ...instantInvariants].filter(({ id }) =>
    [...ids, "own_buckets_hold_one_sale"].includes(id),
  );
  expect(rules).toHaveLength(4);
  for (const rule of rules) {
    expect([rule.id, await findOffenders(context, rule)]).toEqual([rule.id, { count: 0, ids: [] }]);
  }
  const [february] = await db.sql`
    select count(*)::int as payables from payables
    where developer_id = 'ada' and plugin_id = 'p' and period = '2026-02'`;
  expect(february?.payables).toBe(3);
});

it("what is recorded from now on joins the payable that the month has already", async () => {
  const strangers = await db.sql`
    select id from claimed_balances
    where payout_id is null and not frozen and payable_id <> ${payableId(db, "day")}`;
  expect(strangers).toEqual([]);
});
