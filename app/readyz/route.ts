import { deps } from "@/app/deps";
import { findReadiness } from "@/db/queries/readiness";
import { assertZone } from "@/lib/auth/process-zone";
import { isOutage } from "@/lib/config/outage";

export const dynamic = "force-dynamic";

/** Whether this process can serve: its database answers, is as new as the code, and of its zone. */
export async function GET(): Promise<Response> {
  const readiness = await findReadiness(deps().db);
  if (readiness.status !== "ready") return Response.json(readiness, { status: 503 });
  try {
    await assertZone(deps());
  } catch (error) {
    const status = isOutage(error) ? "unreachable" : "other_zone";
    return Response.json({ status }, { status: 503 });
  }
  return Response.json(readiness);
}
