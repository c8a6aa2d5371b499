import { appendAudit } from "@/db/writes/audit";
import type { AdminActor } from "@/lib/auth/actor";
import type { ParsedReport } from "./parse-report";
import { type EventResult, type RecordingDeps, recordEvents } from "./record-events";

/** The namespace of external ids that the admin's form makes. */
export const FORM_SOURCE = "form";

/**
 * Records one event that an admin typed in. The form makes the external id, so that a double
 * click is a duplicate. Who typed it is noted once it is recorded.
 */
export async function recordByHand(
  deps: RecordingDeps,
  admin: AdminActor,
  report: ParsedReport,
): Promise<EventResult> {
  const [result] = await recordEvents(deps, FORM_SOURCE, [report]);
  if (!result) throw new Error("Recording one event gave no answer");
  if (result.status === "recorded") {
    await appendAudit(deps.db, {
      at: deps.now(),
      actor: admin.name,
      action: "event.record",
      subject: `event:${result.id}`,
      detail: {
        externalId: report.externalId,
        kind: report.kind,
        plugin: report.pluginId,
        amount: report.amount.minor.toString(),
        currency: report.amount.currency,
      },
    });
  }
  return result;
}
