import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeveloperId } from "@/lib/domain/ids";
import {
  firstDay,
  lastDay,
  nextPeriod,
  type Period,
  previousPeriod,
  trustedPeriod,
  UTC,
} from "@/lib/domain/period";
import { assembleStatement, type Statement } from "@/lib/domain/statement";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import {
  BEGINNING,
  DEVELOPERS,
  liveThroughMonths,
  MONTHS,
} from "@/scripts/testing/developer-history";
import { createPayoutWorld } from "@/scripts/testing/payout-world";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { findStatementFacts } from "./statement-facts";

/** Late events of the last closed month count in the one after. */
const PERIODS: readonly Period[] = [
  previousPeriod(MONTHS[0] ?? trustedPeriod("2026-01")),
  ...MONTHS,
  nextPeriod(MONTHS.at(-1) ?? trustedPeriod("2026-04")),
];

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());

describe.each([11, 12, 13])("the statements of history %i", (seed) => {
  let db: TestDatabase;
  const asClosed = new Map<string, readonly Statement[]>();
  beforeAll(async () => {
    await simulator.control.reset();
    db = await createTestDatabase();
    const world = await createPayoutWorld(db, simulator, { at: BEGINNING });
    await liveThroughMonths(world, seed, {
      afterClosing: async (period) => {
        for (const id of DEVELOPERS) {
          asClosed.set(`${id} ${period}`, await statementsOf(db, id, period));
        }
      },
    });
  });
  afterAll(() => db.drop());

  it("close each month with what the next one opens with", async () => {
    for (const id of DEVELOPERS) {
      const closings = new Map<string, bigint>();
      for (const period of PERIODS) {
        for (const statement of await statementsOf(db, id, period)) {
          const { currency, opening, sales, corrections, paid, closing } = statement;
          expect(opening, `${id} ${period}`).toBe(closings.get(currency) ?? 0n);
          expect(opening + sales + corrections - paid).toBe(closing);
          closings.set(currency, closing);
        }
      }
      const owed = await db.sql<{ currency: string; minor: bigint }[]>`
        select currency, (sum(developer_share) - coalesce((select sum(amount) from payouts
          where developer_id = ${id} and payouts.currency = events.currency and state = 'paid'), 0)
        )::bigint as minor
        from events where developer_id = ${id} group by currency`;
      expect(closings).toEqual(new Map(owed.map(({ currency, minor }) => [currency, minor])));
    }
  });

  it("say of each month what its events and transfers say", async () => {
    for (const id of DEVELOPERS) {
      for (const period of PERIODS) {
        const found = (await statementsOf(db, id, period)).map(
          ({ currency, sales, corrections, paid }) => ({ currency, sales, corrections, paid }),
        );
        const moved = found.filter((row) => row.sales || row.corrections || row.paid);
        expect(moved, `${id} ${period}`).toEqual(await movementsOf(db, id, period));
      }
    }
  });

  it("do not change after their month was closed", async () => {
    expect(asClosed.size).toBe(DEVELOPERS.length * MONTHS.length);
    for (const id of DEVELOPERS) {
      for (const period of MONTHS) {
        expect(await statementsOf(db, id, period)).toEqual(asClosed.get(`${id} ${period}`));
      }
    }
  });
});

async function statementsOf(db: TestDatabase, id: DeveloperId, period: Period) {
  return (await findStatementFacts(db, id, period, UTC)).map(assembleStatement);
}

/** From the events and the payouts, where anything moved. */
async function movementsOf({ sql }: TestDatabase, id: DeveloperId, period: Period) {
  const rows = await sql`
    with movement as (
      select currency,
        case when kind in ('refund', 'dispute', 'dispute_won') then 0 else developer_share end
          as sales,
        case when kind in ('refund', 'dispute', 'dispute_won') then developer_share else 0 end
          as corrections, 0 as paid
      from events where developer_id = ${id}
        and posted_on between ${firstDay(period)} and ${lastDay(period)}
      union all
      select currency, 0, 0, amount from payouts
      where developer_id = ${id} and transfer_id is not null
        and to_char(paid_at at time zone 'UTC', 'YYYY-MM') = ${period}
    )
    select currency, sum(sales)::bigint as sales, sum(corrections)::bigint as corrections,
      sum(paid)::bigint as paid
    from movement group by currency
    having sum(abs(sales)) + sum(abs(corrections)) + sum(paid) > 0
    order by currency`;
  return [...rows];
}
