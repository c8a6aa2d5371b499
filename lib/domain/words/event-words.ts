import type { EventKind } from "../event";

export const EVENT_LABELS: Readonly<Record<EventKind, string>> = {
  install: "Install",
  renewal: "Renewal",
  refund: "Refund",
  dispute: "Dispute",
  dispute_won: "Dispute won",
  adjustment: "Adjustment",
};

/** A free install is told apart from a paid one. */
export function eventLabel(kind: EventKind, isFree: boolean): string {
  return kind === "install" && isFree ? "Free install" : EVENT_LABELS[kind];
}
