import fc from "fast-check";
import type { Fragment, TransactionSql } from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ConnectState, READINESSES } from "@/lib/domain/connect";
import { skipReason } from "@/lib/domain/eligibility";
import { trusted } from "@/lib/domain/ids";
import { isHeldBack, isSweep } from "@/lib/domain/payout-rule";
import { trustedDay, trustedPeriod } from "@/lib/domain/period";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import { findVerdicts } from "./payable";

type Case = {
  readonly own: bigint;
  readonly other: bigint;
  /** What the other plugin earned, or gave back, two months before. */
  readonly before: bigint;
  readonly minimum: bigint;
  readonly connect: ConnectState;
  readonly wasReady: boolean;
  readonly onHold: boolean;
  /** The month that it was all earned in. */
  readonly of: "2025-12" | "2026-01";
  /** Something was installed for nothing in the month of the run. */
  readonly hasFree: boolean;
  /** What a payout that is not sent has claimed, of two months before and of the run's month. */
  readonly unsent: { readonly before: bigint; readonly own: bigint } | undefined;
};

/** A rule for each round, and the day on which it is judged. */
type Round = {
  readonly holdingDays: number;
  readonly sweepMonth: number | undefined;
  readonly today: string;
};

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
  await db.sql`insert into plugins (id, name)
    values ('own', 'Own'), ('other', 'Other'), ('third', 'Third')`;
});
afterAll(() => db.drop());

const small = fc.bigInt({ min: -60n, max: 60n });
const cases = fc.array(
  fc.record<Case>({
    own: small,
    other: small,
    before: small,
    minimum: fc.bigInt({ min: 1n, max: 50n }),
    // Most could be paid, so that what else is judged shows.
    connect: fc.oneof(
      { weight: 2, arbitrary: fc.constant<ConnectState>("ready") },
      { weight: 1, arbitrary: fc.constantFrom<ConnectState>("not_started", ...READINESSES) },
    ),
    wasReady: fc.boolean(),
    onHold: fc.integer({ min: 1, max: 5 }).map((one) => one === 5),
    of: fc.constantFrom("2025-12", "2026-01"),
    hasFree: fc.boolean(),
    unsent: fc.option(fc.record({ before: small, own: small }), { nil: undefined }),
  }),
  { minLength: 20, maxLength: 60, size: "max" },
);

const rounds = fc.record<Round>({
  holdingDays: fc.constantFrom(0, 1, 14, 31),
  sweepMonth: fc.constantFrom(undefined, 1, 12),
  today: fc.constantFrom("2026-01-20", "2026-02-01", "2026-02-02", "2026-02-15", "2026-03-04"),
});

async function setRule({ holdingDays, sweepMonth }: Round, round: number): Promise<void> {
  await db.sql`insert into payout_rules (id, from_period, holding_days, sweep_month, set_by, set_at)
    values (gen_random_uuid(), '2026-01', ${holdingDays}, ${sweepMonth ?? null}, 'test',
      '2026-01-01'::timestamptz + make_interval(secs => ${round}))`;
}

/** A developer and a currency for each case, so that each can have its own minimum. */
async function arrange(list: readonly Case[], round: number): Promise<void> {
  const rows = list.map((entry, index) => ({
    ...entry,
    id: `dev-${round}-${index}`,
    currency: `c${round}x${index}`,
    own: entry.own.toString(),
    other: entry.other.toString(),
    before: entry.before.toString(),
    minimum: entry.minimum.toString(),
    unsent: undefined,
    unsentBefore: entry.unsent?.before.toString(),
    unsentOwn: entry.unsent?.own.toString(),
  }));
  const json = JSON.stringify(rows);
  const from = db.sql`jsonb_to_recordset(${json}::text::jsonb) as entry (id text, currency text,
    own bigint, other bigint, before bigint, minimum bigint, connect text, "onHold" boolean, "wasReady" boolean,
    "of" text, "hasFree" boolean, "unsentBefore" bigint, "unsentOwn" bigint)`;
  await db.sql`insert into developers (id, name) select id, id from ${from}`;
  await db.sql`insert into payout_minimums (currency, amount, updated_by)
    select currency, minimum, 'test' from ${from}`;
  await db.sql`insert into connected_accounts (developer_id, creation_key, creation_started_at,
      stripe_account_id, readiness, fetched_at, first_ready_at)
    select id, id, now(), 'acct_' || id, connect::readiness, now(),
      case when "wasReady" then now() end
    from ${from} where connect <> 'not_started'`;
  await db.sql`insert into holds (id, developer_id, reason, placed_by, placed_at)
    select gen_random_uuid(), id, 'test', 'test', now() from ${from} where "onHold"`;
  await db.sql`insert into payables (developer_id, id, plugin_id, currency, period)
    select id, md5(id || 'before')::uuid, 'other', currency, '2025-11' from ${from}`;
  await db.sql`insert into balances (developer_id, id, plugin_id, day, currency, payable_id,
      installs, free_installs, renewals, refunds, amount, developer_share, platform_share,
      refunded_amount, refunded_share)
    select id, gen_random_uuid(), 'other', '2025-11-15'::date, currency,
      md5(id || 'before')::uuid, 0, 0, 0, 0, before, before, 0, 0, 0 from ${from}`;
  for (const plugin of ["own", "other"]) {
    await db.sql`insert into payables (developer_id, id, plugin_id, currency, period)
      select id, md5(id || ${plugin} || period)::uuid, ${plugin}, currency, period
      from ${from}, unnest(array["of", '2026-01']) as period
      where period = "of" or "hasFree" on conflict do nothing`;
    await db.sql`insert into balances (developer_id, id, plugin_id, day, currency, payable_id,
        installs, free_installs, renewals, refunds, amount, developer_share, platform_share,
        refunded_amount, refunded_share)
      select id, gen_random_uuid(), ${plugin},
        ("of" || '-15')::date, currency, md5(id || ${plugin} || "of")::uuid, 0, 0, 0, 0,
        ${db.sql(plugin)}, ${db.sql(plugin)}, 0, 0, 0 from ${from}`;
    await db.sql`insert into balances (developer_id, id, plugin_id, day, currency, payable_id,
        installs, free_installs, renewals, refunds, amount, developer_share, platform_share,
        refunded_amount, refunded_share)
      select id, gen_random_uuid(), ${plugin}, '2026-01-20'::date, currency,
        md5(id || ${plugin} || '2026-01')::uuid, 0, 1, 0, 0, 0, 0, 0, 0, 0
      from ${from} where "hasFree"`;
  }
  // Past the triggers: these months were never closed.
  await db.sql.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await claimUnsent(transaction, from);
  });
}

/** The claims of a payout that was prepared and is not sent. */
async function claimUnsent(sql: TransactionSql<{ bigint: bigint }>, from: Fragment): Promise<void> {
  await sql`insert into payouts (developer_id, id, period, currency, amount, minimum, state,
      destination, created_at, updated_at)
    select id, md5(id || 'unsent')::uuid, '2026-02', currency, 1, 1, 'ready', 'acct_' || id, now(),
      now()
    from ${from} where "unsentOwn" is not null`;
  for (const [period, column] of [
    ["2025-11", "unsentBefore"],
    ["2026-01", "unsentOwn"],
  ] as const) {
    await sql`insert into payables (developer_id, id, plugin_id, currency, period, payout_id)
      select id, md5(id || 'unsent' || ${period})::uuid, 'third', currency, ${period},
        md5(id || 'unsent')::uuid
      from ${from} where "unsentOwn" is not null`;
    await sql`insert into balances (developer_id, id, plugin_id, day, currency, payable_id,
        installs, free_installs, renewals, refunds, amount, developer_share, platform_share,
        refunded_amount, refunded_share)
      select id, gen_random_uuid(), 'third', (${period}::text || '-15')::date, currency,
        md5(id || 'unsent' || ${period})::uuid, 0, 0, 0, 0, ${sql(column)}, ${sql(column)}, 0, 0, 0
      from ${from} where "unsentOwn" is not null`;
  }
}

const most = (values: readonly bigint[]) => values.toSorted((a, b) => (a < b ? 1 : -1))[0] ?? 0n;

/** What runs of earlier months may still pay of the other plugin. */
function reservedOf({ before, other, of }: Case): bigint {
  return most([0n, before, of === "2025-12" ? before + other : 0n]);
}

it("judges in SQL exactly as the domain does, for whole balances and for one plugin", async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(cases, rounds, async (list, rule) => {
      round += 1;
      await arrange(list, round);
      await setRule(rule, round);
      const today = trustedDay(rule.today);
      const period = trustedPeriod("2026-01");
      for (const pluginId of [undefined, trusted.pluginId("own")]) {
        const verdicts = await findVerdicts(db, { period, pluginId }, today);
        const found = new Map(verdicts.map((verdict) => [verdict.developerId, verdict]));
        // Each of them has one currency.
        expect(verdicts).toHaveLength(found.size);
        for (const [index, entry] of list.entries()) {
          const verdict = found.get(trusted.developerId(`dev-${round}-${index}`));
          const balance = entry.own + entry.other + entry.before;
          const { before: unsentBefore, own: unsentOwn } = entry.unsent ?? { before: 0n, own: 0n };
          const given = most([0n, unsentBefore]) - unsentBefore - unsentOwn;
          const reserved = (pluginId ? reservedOf(entry) : 0n) + most([0n, given]);
          const newest = entry.own === 0n && entry.other === 0n ? "2025-11" : entry.of;
          const amount = pluginId ? entry.own : balance;
          if (amount === 0n) {
            expect(verdict).toBeUndefined();
            continue;
          }
          expect(verdict?.amount.minor).toBe(amount);
          const facts = { ...entry, amount, balance, reserved };
          const waits = {
            isSweep: isSweep(period, rule),
            isHeldBack: isHeldBack(trustedPeriod(newest), rule, today),
          };
          expect(verdict?.reason).toBe(skipReason({ ...facts, ...waits }));
        }
      }
    }),
    { numRuns: 30 },
  );
});
