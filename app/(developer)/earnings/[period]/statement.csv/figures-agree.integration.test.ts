import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEarnings } from "@/db/queries/earnings";
import {
  findEarningsByPluginAndDay,
  findEarningsByPluginAndMonth,
} from "@/db/queries/earnings-by-plugin";
import { findStatementFacts } from "@/db/queries/statement-facts";
import { mintApi } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import { addEarnings, type EarningsSums } from "@/lib/domain/earnings";
import type { DeveloperId } from "@/lib/domain/ids";
import { parseDecimal } from "@/lib/domain/money";
import { firstDay, lastDay, nextPeriod, type Period, UTC } from "@/lib/domain/period";
import { createTestDatabase, type TestDatabase } from "@/scripts/testing/database";
import {
  BEGINNING,
  DEVELOPERS,
  liveThroughMonths,
  MONTHS,
} from "@/scripts/testing/developer-history";
import { createPayoutWorld } from "@/scripts/testing/payout-world";
import { startTestSimulator, type TestSimulator } from "@/scripts/testing/simulator";
import { statementCsv } from "./statement-csv";

/** One currency of a developer's month, as each surface tells it. */
type Sums = {
  readonly currency: string;
  readonly gross: bigint;
  readonly developerShare: bigint;
  readonly platformShare: bigint;
};

const API = mintApi("api-key:test", "test");
/** What came in late counts in the month after the last one. */
const PERIODS = MONTHS.flatMap((period) =>
  period === MONTHS.at(-1) ? [period, nextPeriod(period)] : [period],
);

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startTestSimulator();
});
afterAll(() => simulator.close());

describe.each([21, 22])("in history %i", (seed) => {
  let db: TestDatabase;
  beforeAll(async () => {
    await simulator.control.reset();
    db = await createTestDatabase();
    const world = await createPayoutWorld(db, simulator, { at: BEGINNING });
    await liveThroughMonths(world, seed);
  });
  afterAll(() => db.drop());

  it.each(DEVELOPERS)(
    "page, chart, statement, API and CSV of %s say what the events add up to",
    async (id) => {
      let months = 0;
      for (const period of PERIODS) {
        const events = await sumsOfEvents(db, id, period);
        months += events.length;
        const where = `${id} ${period}`;
        const range = { from: period, to: period };
        const byMonth = await findEarningsByPluginAndMonth(db, id, range);
        expect(sumsOfRows(byMonth), `page of ${where}`).toEqual(events);
        const byDay = await findEarningsByPluginAndDay(db, id, period);
        expect(sumsOfRows(byDay), `chart of ${where}`).toEqual(events);
        const ofApi = await findEarnings(db, API, { ...range, developerId: id, limit: 100 });
        expect(sumsOfRows(ofApi), `API for ${where}`).toEqual(events);
        expect(await sumsOfCsv(db, id, period), `CSV of ${where}`).toEqual(events);
        const facts = await findStatementFacts(db, id, period, UTC);
        const earned = facts
          .map(({ currency, sales, corrections }) => ({ currency, share: sales + corrections }))
          .filter(({ currency }) => events.some((row) => row.currency === currency));
        expect(earned, `statement of ${where}`).toEqual(
          events.map(({ currency, developerShare }) => ({ currency, share: developerShare })),
        );
      }
      expect(months).toBeGreaterThan(MONTHS.length);
    },
  );
});

async function sumsOfEvents({ sql }: TestDatabase, id: DeveloperId, period: Period) {
  const rows = await sql<Sums[]>`
    select currency, sum(amount)::bigint as gross,
      sum(developer_share)::bigint as "developerShare",
      sum(platform_share)::bigint as "platformShare"
    from events
    where developer_id = ${id} and posted_on between ${firstDay(period)} and ${lastDay(period)}
    group by currency order by currency`;
  return [...rows];
}

function sumsOfRows(
  rows: readonly (EarningsSums & { readonly currency: string })[],
): readonly Sums[] {
  return [...Map.groupBy(rows, ({ currency }) => currency)].sort().map(([currency, own]) => {
    const { amount, developerShare, platformShare } = addEarnings(own);
    return { currency, gross: amount, developerShare, platformShare };
  });
}

/** Read as a spreadsheet would, the lines of events alone. */
async function sumsOfCsv(db: TestDatabase, developerId: DeveloperId, period: Period) {
  let file = "";
  for await (const chunk of statementCsv(db, { developerId, period, zone: UTC })) file += chunk;
  const lines = parse(file, { bom: true, columns: true }) as Record<string, string>[];
  const events = lines.filter(({ event_id }) => event_id !== "");
  const currencies = Map.groupBy(events, ({ currency = "" }) => currency.toLowerCase());
  return [...currencies].sort().map(([currency, own]): Sums => {
    const sum = (column: string) =>
      own.reduce((total, line) => total + minorOf(line[column] ?? "", currency), 0n);
    return {
      currency,
      gross: sum("gross"),
      developerShare: sum("your_share"),
      platformShare: sum("marketplace_share"),
    };
  });
}

function minorOf(decimal: string, code: string): bigint {
  const currency = trustedCurrency(code);
  const isNegative = decimal.startsWith("-");
  const parsed = parseDecimal(isNegative ? decimal.slice(1) : decimal, currency);
  if (!parsed.ok) throw new Error(`Not an amount: ${decimal}`);
  return isNegative ? -parsed.value.minor : parsed.value.minor;
}
