import type { EventRejection } from "@/lib/domain/event";
import { unreachable } from "@/lib/domain/result";

/** Why an event was not recorded: a stable code for programs, a sentence for people. */
export type EventProblem = { readonly code: EventProblemCode; readonly message: string };

export const EVENT_PROBLEM_CODES = [
  "bad_event",
  "bad_external_id",
  "bad_kind",
  "bad_plugin_id",
  "bad_amount",
  "bad_currency",
  "bad_date",
  "bad_buyer_ref",
  "bad_corrects_id",
  "conflict",
  "unknown_plugin",
  "plugin_not_owned",
  "missing_original",
  "unknown_original",
  "original_mismatch",
  "refund_too_large",
] as const;
export type EventProblemCode = (typeof EVENT_PROBLEM_CODES)[number];

export type EventRefusal =
  | EventRejection
  | { readonly kind: "conflict"; readonly externalId: string }
  | { readonly kind: "unknown_plugin"; readonly pluginId: string }
  | { readonly kind: "plugin_not_owned"; readonly pluginId: string; readonly occurredAt: Date };

export function describeRefusal(refusal: EventRefusal): EventProblem {
  return { code: refusal.kind, message: messageOf(refusal) };
}

function messageOf(refusal: EventRefusal): string {
  switch (refusal.kind) {
    case "bad_amount":
      return `The amount ${refusal.reason}.`;
    case "bad_date":
      return `occurredAt ${refusal.reason}.`;
    case "conflict":
      return `${refusal.externalId} was recorded before with other content. Use a new externalId for a new event.`;
    case "unknown_plugin":
      return `Plugin ${refusal.pluginId} is unknown. Add it to the catalogue first.`;
    case "plugin_not_owned":
      return `Plugin ${refusal.pluginId} belonged to nobody at ${refusal.occurredAt.toISOString()}.`;
    case "missing_original":
      return "Name the sale that this corrects in correctsId.";
    case "unknown_original":
      return `No event ${refusal.correctsId} is recorded. Send the sale first.`;
    case "original_mismatch":
      return `The event in correctsId cannot be corrected like this: ${refusal.reason}.`;
    case "refund_too_large":
      return `Only ${refusal.left} of the sale is left for this.`;
    default:
      return unreachable(refusal);
  }
}
