import type { ISql } from "postgres";
import type { Database } from "@/db/client";
import { mintAdmin } from "@/lib/auth/actor";
import { newId } from "@/lib/config/new-id";
import { trustedPeriod, UTC } from "@/lib/domain/period";
import { closePeriod } from "@/lib/use-cases/close-period";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { FIRST_MONTH, fillMarketplace, type Marketplace } from "./marketplace";
import { asInRealSales, evenly } from "./popularity";
import { figure, printTable } from "./print-table";
import { openPatiently, withFreshDatabase } from "./server";
import { timed } from "./timed";

const EVENTS = Number(process.env.BENCH_PREPARE_EVENTS ?? 1_000_000);
const DEVELOPERS = 10_000;
const SECOND_MONTH = "2020-02";
const admin = mintAdmin("operator:bench");

/** Preparing a run of a whole marketplace, beside the naive way to do the same. */
export async function benchPrepare(): Promise<void> {
  await withMarketplace(
    { eventsOf: asInRealSales(DEVELOPERS, EVENTS), months: 1 },
    async (db, buckets) => {
      const remit = await prepare(db);
      await fillNaively(db);
      const naive = await prepareNaively(db.sql);
      // Its best case: only the last statement waits for the disk.
      const atOnce = await db.sql.begin((transaction) => prepareNaively(transaction));
      const ways = [
        { name: "Remit", ...remit },
        { name: "naive", ...naive },
        { name: "naive, in one transaction", ...atOnce },
      ];
      printTable(
        `Preparing a run: ${figure(EVENTS)} events, as unequal as real sales, in ${figure(buckets)} buckets`,
        ["way", "seconds", "payouts", "Remit is faster by"],
        ways.map(({ name, seconds, payouts }) => [
          ...[name, figure(seconds), figure(payouts), figure(seconds / remit.seconds)],
        ]),
      );
      if (new Set(ways.map(({ total }) => total)).size > 1) {
        throw new Error("The ways pay different amounts");
      }
    },
  );
  await withMarketplace(
    { eventsOf: evenly(DEVELOPERS, EVENTS), months: 1 },
    async (db, buckets) => {
      const { seconds } = await prepare(db);
      console.log(
        `As many for each developer, in ${figure(buckets)} buckets: ${figure(seconds)} s`,
      );
    },
  );
  await benchUnsent();
}

/** What payouts that are not sent may give back is set aside for each of their developers. */
async function benchUnsent(): Promise<void> {
  const market = { eventsOf: evenly(DEVELOPERS, EVENTS), months: 2 };
  await withMarketplace(market, async (db) => {
    const first = await prepare(db);
    const second = await prepare(db, SECOND_MONTH);
    console.log(
      `Of two months, the first: ${figure(first.seconds)} s; the second, while ${figure(first.payouts)} payouts of the first are not sent: ${figure(second.seconds)} s`,
    );
  });
}

async function withMarketplace(
  size: Pick<Marketplace, "eventsOf" | "months">,
  work: (db: Database, buckets: number) => Promise<void>,
): Promise<void> {
  await withFreshDatabase(async (url) => {
    const db = openPatiently(url);
    try {
      console.log(`Generating ${figure(EVENTS)} events of ${figure(DEVELOPERS)} developers …`);
      await fillMarketplace(db, { ...size, hasRefunds: true });
      const [row] = await db.sql<{ buckets: number }[]>`
        select count(*)::int as buckets from balances`;
      await work(db, row?.buckets ?? 0);
    } finally {
      await db.close();
    }
  });
}

type Prepared = { readonly seconds: number; readonly payouts: number; readonly total: bigint };

async function prepare(db: Database, month = FIRST_MONTH): Promise<Prepared> {
  const deps = { db, now: () => new Date(), zone: UTC, newId };
  const period = trustedPeriod(month);
  const closed = await closePeriod(deps, admin, period);
  if (!closed.ok) throw new Error(`Not closed: ${closed.problem.kind}`);
  const [prepared, ms] = await timed(() => prepareRun(deps, admin, { period }));
  if (!prepared.ok) throw new Error(`Not prepared: ${prepared.problem.kind}`);
  const [{ total } = { total: 0n }] = await db.sql<{ total: bigint }[]>`
    select sum(amount)::bigint as total from payouts`;
  return { seconds: ms / 1_000, payouts: prepared.value.payouts, total };
}

/** The same events in a bare table, each with a place for the payout that pays it. */
async function fillNaively({ sql }: Database): Promise<void> {
  await sql`
    create table naive_events as
    select row_number() over (order by occurred_at) as id, plugin_id, developer_id as author,
      amount, developer_share as share, occurred_at as created_at, null::bigint as payout_id
    from events`;
  await sql`alter table naive_events add primary key (id)`;
  await sql`
    create table naive_payouts (id bigserial primary key, author text, amount bigint,
      created_at timestamptz default now())`;
  await sql`vacuum analyze naive_events`;
}

/** Loads the unpaid rows, sums them up in code, and marks each as paid. */
async function prepareNaively(sql: ISql<{ bigint: bigint }>): Promise<Prepared> {
  await sql`update naive_events set payout_id = null where payout_id is not null`;
  await sql`truncate naive_payouts`;
  const [payouts, ms] = await timed(async () => {
    const rows = await sql<{ id: bigint; author: string; share: bigint }[]>`
      select * from naive_events
      where payout_id is null and created_at < ${`${FIRST_MONTH}-31`}::date + 1`;
    const byAuthor = Map.groupBy(rows, ({ author }) => author);
    for (const [author, own] of byAuthor) {
      const amount = own.reduce((sum, { share }) => sum + share, 0n);
      const [payout] = await sql<{ id: bigint }[]>`
        insert into naive_payouts (author, amount) values (${author}, ${amount}) returning id`;
      for (const { id } of own) {
        await sql`update naive_events set payout_id = ${payout?.id ?? null} where id = ${id}`;
      }
    }
    return byAuthor.size;
  });
  const [{ total } = { total: 0n }] = await sql<{ total: bigint }[]>`
    select sum(amount)::bigint as total from naive_payouts`;
  return { seconds: ms / 1_000, payouts, total };
}
