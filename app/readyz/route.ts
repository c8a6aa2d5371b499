import { deps } from "@/app/deps";
import { findReadiness } from "@/db/queries/readiness";

export const dynamic = "force-dynamic";

/** Whether this process can serve: its database answers and is as new as the code. */
export async function GET(): Promise<Response> {
  const readiness = await findReadiness(deps().db);
  return Response.json(readiness, { status: readiness.status === "ready" ? 200 : 503 });
}
