import { findRecordableCharges } from "@/db/queries/charge-problems";
import { type ChargeDeps, recordCharge } from "./record-charge";

const LIMIT = 100;
/** A try that is under way in another process is left alone. */
const PAUSE_MS = 60_000;

/** Records charges that waited for the catalogue, once it knows their plugin. */
export async function retryCharges(
  deps: ChargeDeps,
  options: {
    readonly onFailure?: (chargeId: string, error: unknown) => void;
    readonly shouldStop?: () => boolean;
    readonly isEverything?: boolean | undefined;
  },
): Promise<{ readonly recorded: number; readonly failed: number }> {
  const report = { recorded: 0, failed: 0 };
  const waitFor = options.isEverything ? -1 : PAUSE_MS;
  const triedBefore = new Date(deps.now().getTime() - waitFor);
  for (const chargeId of await findRecordableCharges(deps.db, { triedBefore, limit: LIMIT })) {
    if (options.shouldStop?.()) break;
    try {
      const outcome = await recordCharge(deps, chargeId);
      if (outcome.kind === "recorded") report.recorded += 1;
    } catch (error) {
      report.failed += 1;
      options.onFailure?.(chargeId, error);
    }
  }
  return report;
}
