import { evenly } from "./popularity";
import { fillMarketplace } from "./marketplace";
import { openPatiently, withFreshDatabase } from "./server";
await withFreshDatabase(async (url) => {
  const db = openPatiently(url);
  await fillMarketplace(db, { eventsOf: evenly(10000, 1000000), months: 1, hasRefunds: true });
  await db.sql`vacuum analyze`;
  console.log(url);
  await new Promise((r) => setTimeout(r, 20 * 60_000));
});
