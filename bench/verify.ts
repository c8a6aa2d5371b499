import { openDatabase } from "@/db/client";
import { UTC } from "@/lib/domain/period";
import { verify } from "@/lib/use-cases/verify";
import { fillMarketplace } from "./marketplace";
import { evenly } from "./popularity";
import { figure, printTable } from "./print-table";
import { openPatiently, withFreshDatabase } from "./server";

const EVENTS = Number(process.env.BENCH_VERIFY_EVENTS ?? 1_000_000);
const DEVELOPERS = 10_000;
const SLOWEST = 8;

/** Every invariant over a whole marketplace, and which of them take the time. */
export async function benchVerify(): Promise<void> {
  await withFreshDatabase(async (url) => {
    const db = openDatabase(url, { connectionsMax: 4 });
    try {
      console.log(`Generating ${figure(EVENTS)} events …`);
      const filling = openPatiently(url);
      const eventsOf = evenly(DEVELOPERS, EVENTS);
      await fillMarketplace(filling, { eventsOf, months: 1, hasRefunds: true });
      await filling.close();
      const report = await verify({ db, now: () => new Date(), zone: UTC });
      const wrong = report.checks.filter(({ offenders }) => offenders > 0);
      if (wrong.length > 0) throw new Error(`Not healthy: ${JSON.stringify(wrong)}`);
      const slowest = report.checks.toSorted((left, right) => right.tookMs - left.tookMs);
      printTable(
        `Verifying ${figure(EVENTS)} events: ${figure(report.tookMs / 1_000)} s`,
        ["slowest", "seconds"],
        slowest.slice(0, SLOWEST).map(({ id, tookMs }) => [id, figure(tookMs / 1_000)]),
      );
    } finally {
      await db.close();
    }
  });
}
