import { openDatabase } from "@/db/client";
import { UTC } from "@/lib/domain/period";
import { type ReconcileReport, reconcile } from "@/lib/use-cases/reconcile";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { createOfflineDeps } from "@/lib/use-cases/world";
import { approvePayouts } from "./approved-payouts";
import { figure, printTable } from "./print-table";
import { openPatiently, withFreshDatabase } from "./server";
import { SECRET_KEY, withStripe, withStripeFolder } from "./stripe";
import { timed } from "./timed";

const TRANSFERS = Number(process.env.BENCH_RECONCILE_TRANSFERS ?? 10_000);
const LATENCY_MS = 50;

/** Comparing every payout with every transfer of a simulated Stripe with latency, both ways. */
export async function benchReconcile(): Promise<void> {
  await withStripeFolder((folder) =>
    withFreshDatabase(async (url) => {
      const filling = openPatiently(url);
      const db = openDatabase(url, { connectionsMax: 8 });
      const depsAt = (apiBase: string) => {
        const stripe = { secretKey: SECRET_KEY, apiBase };
        return createOfflineDeps({ db, now: () => new Date(), zone: UTC, stripe });
      };
      try {
        console.log(`Sending ${figure(TRANSFERS)} payouts …`);
        await withStripe(folder, {}, async (stripe) => {
          await approvePayouts(filling, stripe, TRANSFERS);
          await sendApproved(depsAt(stripe.url), { perSecond: 10_000, concurrency: 8 });
        });
        const [report, ms] = await withStripe(folder, { latencyMs: LATENCY_MS }, ({ url: base }) =>
          timed(() => reconcile(depsAt(base))),
        );
        assertInLine(report);
        printTable(
          "Reconciling",
          ["transfers", "seconds", "per second"],
          [[figure(TRANSFERS), figure(ms / 1_000), figure(TRANSFERS / (ms / 1_000))]],
        );
      } finally {
        await filling.close();
        await db.close();
      }
    }),
  );
}

function assertInLine({ transfersRead, payoutsRead, ...found }: ReconcileReport): void {
  const isWhole = transfersRead === TRANSFERS && payoutsRead === TRANSFERS;
  if (isWhole && found.differenceCount === 0 && found.fixedCount === 0) return;
  throw new Error(`Not in line: ${transfersRead} transfers, ${payoutsRead} payouts`);
}
