import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mintAdmin } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import { trusted } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { trustedPeriod, UTC } from "@/lib/domain/period";
import { closePeriod } from "@/lib/use-cases/close-period";
import { createRecordingWorld, install } from "@/scripts/testing/recording-world";
import { statementCsv } from "./statement-csv";

const APRIL = trustedPeriod("2026-04");
const MAY = trustedPeriod("2026-05");

let world: Awaited<ReturnType<typeof createRecordingWorld>>;
let count = 0;

beforeAll(async () => {
  world = await createRecordingWorld();
  await sell("2026-04-10", 1_000n);
  await sell("2026-05-10", 2_000n);
});
afterAll(() => world.db.drop());

/** Of Ada's plugin, of which she has 70 %. */
async function sell(day: string, minor: bigint, currency = "eur"): Promise<void> {
  count += 1;
  const amount = money(minor, trustedCurrency(currency));
  await world.record([install(`s${count}`, { amount, occurredAt: new Date(`${day}T08:00:00Z`) })]);
}

type Line = { readonly line: string; readonly currency: string; readonly your_share: string };

/** What a reader gets for whom something happens after the first lines. */
async function read(period: typeof MAY, meanwhile: () => Promise<void>): Promise<Line[]> {
  const scope = { developerId: trusted.developerId("ada"), period, zone: UTC };
  let file = "";
  let chunks = 0;
  for await (const chunk of statementCsv(world.db, scope)) {
    file += chunk;
    chunks += 1;
    if (chunks === 1) await meanwhile();
  }
  return parse<Line>(file, { bom: true, columns: true });
}

const linesOf = (lines: readonly Line[], code: string) =>
  lines
    .filter(({ currency }) => currency === code)
    .map(({ line, your_share }) => `${line} ${your_share}`);

describe("the lines of a month", () => {
  it("add up to its closing balance when something is recorded while they are read", async () => {
    const lines = await read(MAY, async () => {
      await sell("2026-05-11", 3_000n);
      await sell("2026-05-12", 500n, "usd");
      await sell("2026-05-13", 100n, "usd");
    });
    expect(linesOf(lines, "EUR")).toEqual([
      "opening balance 7.00",
      "install 14.00",
      "install 21.00",
      "closing balance 42.00",
    ]);
    expect(linesOf(lines, "USD")).toEqual([
      "opening balance 0.00",
      "install 3.50",
      "install 0.70",
      "closing balance 4.20",
    ]);
  });

  it("end with the balance of the books once the month is closed", async () => {
    await closePeriod(world.deps, mintAdmin("user:admin@example.com"), APRIL);
    const lines = await read(APRIL, () => sell("2026-04-11", 4_000n));
    expect(linesOf(lines, "EUR")).toEqual([
      "opening balance 0.00",
      "install 7.00",
      "closing balance 7.00",
    ]);
    // Only damage tells the two apart: lines that are not what the books have.
    await world.db.sql`update balances set developer_share = developer_share + 100,
      platform_share = platform_share - 100 where day = '2026-04-10'`;
    expect(linesOf(await read(APRIL, async () => undefined), "EUR").at(-1)).toBe(
      "closing balance 8.00",
    );
  });
});
