import { findOpenPeriodBefore, findPeriod } from "@/db/queries/periods";
import { withRetry } from "@/db/retry";
import { closePeriodRow } from "@/db/writes/close-period";
import { openPeriods } from "@/db/writes/ensure-periods";
import type { AdminActor } from "@/lib/auth/actor";
import { hasEnded, type Period } from "@/lib/domain/period";
import { fail, ok, type Result } from "@/lib/domain/result";
import type { Deps } from "./deps";

export type ClosePeriodProblem =
  | { readonly kind: "period_not_ended"; readonly period: Period }
  | { readonly kind: "already_closed"; readonly by: string; readonly at: Date }
  | { readonly kind: "earlier_period_open"; readonly earlier: Period };

/** Closes a month for good: from then on its events count in the next open one. */
export async function closePeriod(
  deps: Pick<Deps, "db" | "now" | "zone">,
  admin: AdminActor,
  period: Period,
): Promise<Result<{ readonly period: Period; readonly closedAt: Date }, ClosePeriodProblem>> {
  const now = deps.now();
  if (!hasEnded(period, now, deps.zone)) return fail({ kind: "period_not_ended", period });
  await openPeriods(deps.db, [period]);
  const closing = { period, at: now, by: admin.name };
  const isClosed = await withRetry(() => closePeriodRow(deps.db, closing));
  if (isClosed) return ok({ period, closedAt: now });

  const row = await findPeriod(deps.db, period);
  if (row?.closed) return fail({ kind: "already_closed", ...row.closed });
  const earlier = await findOpenPeriodBefore(deps.db, period);
  if (earlier) return fail({ kind: "earlier_period_open", earlier });
  // The earlier period was closed between the statement and the look: ask again.
  return closePeriod(deps, admin, period);
}
