import type { Database } from "@/db/client";
import { mintAdmin } from "@/lib/auth/actor";
import { newId } from "@/lib/config/new-id";
import { trustedPeriod, UTC } from "@/lib/domain/period";
import { approveRun } from "@/lib/use-cases/approve-run";
import { closePeriod } from "@/lib/use-cases/close-period";
import { prepareRun } from "@/lib/use-cases/prepare-run";
import { fillMarketplace } from "./marketplace";
import { evenly } from "./popularity";
import { type BenchStripe, connectDevelopers } from "./stripe";

const DEVELOPERS = 1_000;
const admin = mintAdmin("operator:bench");

/** So many payouts that wait to be sent: a thousand developers, paid month by month. */
export async function approvePayouts(db: Database, stripe: BenchStripe, count: number) {
  const months = Math.ceil(count / DEVELOPERS);
  const eventsOf = evenly(count / months, count);
  await fillMarketplace(db, { eventsOf, months, hasRefunds: false });
  await connectDevelopers(db, stripe);
  const deps = { db, now: () => new Date(), zone: UTC, newId, wake: async () => undefined };
  const periods = await db.sql<{ period: string }[]>`select period from periods order by period`;
  for (const row of periods) {
    const period = trustedPeriod(row.period);
    const closed = await closePeriod(deps, admin, period);
    if (!closed.ok) throw new Error(`${period} was not closed: ${closed.problem.kind}`);
    const prepared = await prepareRun(deps, admin, { period });
    if (!prepared.ok) throw new Error(`${period} was not prepared: ${prepared.problem.kind}`);
    const approved = await approveRun(deps, admin, prepared.value.runId);
    if (!approved.ok) throw new Error(`${period} was not approved: ${approved.problem.kind}`);
  }
}
