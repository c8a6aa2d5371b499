import { deps } from "@/app/deps";
import { findMetrics } from "@/db/queries/metrics";
import { prometheusText } from "./prometheus";

export const dynamic = "force-dynamic";

/** For Prometheus: how the marketplace fares, with nothing about any developer or amount. */
export async function GET(): Promise<Response> {
  const { db, now } = deps();
  const metrics = await findMetrics(db, now());
  return new Response(prometheusText(metrics), {
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
  });
}
