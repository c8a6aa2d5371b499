import { createHash } from "node:crypto";
import type { EventReport } from "@/lib/domain/event";

/**
 * SHA-256 of what a report says, as hex: the same content again is a replay, other content under
 * the same external id is a conflict. The source and the external id are the key, not the content.
 *
 * A JSON array keeps the fields apart, whatever they contain, and text is compared in NFC.
 */
export function hashReport(report: Omit<EventReport, "source" | "externalId">): string {
  const content = JSON.stringify([
    report.kind,
    report.pluginId,
    report.amount.minor.toString(),
    report.amount.currency,
    report.occurredAt.toISOString(),
    report.buyerRef ?? null,
    report.correctsId ?? null,
  ]);
  return createHash("sha256").update(content.normalize("NFC")).digest("hex");
}
