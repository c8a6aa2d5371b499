import type { RunSummary } from "@/db/queries/runs";

/** A run as the API shows it. */
export function runJson(run: RunSummary) {
  const { id, period, developerId, pluginId, state, prepared, approved, canceled } = run;
  return {
    ...{ id, period, developerId: developerId ?? null, pluginId: pluginId ?? null, state },
    ...{ preparedBy: prepared.by, preparedAt: prepared.at },
    ...{ approvedBy: approved?.by ?? null, approvedAt: approved?.at ?? null },
    ...{ canceledBy: canceled?.by ?? null, canceledAt: canceled?.at ?? null },
    skips: run.skips,
    progress: run.progress.map(({ state, payouts, amount }) => ({
      ...{ state, payouts, amount: amount.minor, currency: amount.currency },
    })),
  };
}
