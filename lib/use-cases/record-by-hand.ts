import type { AdminActor } from "@/lib/auth/actor";
import { FORM_SOURCE } from "@/lib/domain/source";
import type { ParsedReport } from "./parse-report";
import {
  type EventResult,
  type RecordingDeps,
  type RecordingOptions,
  recordEvents,
} from "./record-events";

/**
 * Records one event that an admin typed in. The form makes the external id, so that a double
 * click is a duplicate. Who typed it is part of the statement that records it.
 */
export async function recordByHand(
  deps: RecordingDeps,
  admin: AdminActor,
  report: ParsedReport,
  options: Pick<RecordingOptions, "correctsById"> = {},
): Promise<EventResult> {
  const byHand = { ...options, author: admin.name };
  const [result] = await recordEvents(deps, FORM_SOURCE, [report], byHand);
  if (!result) throw new Error("Recording one event gave no answer");
  return result;
}
