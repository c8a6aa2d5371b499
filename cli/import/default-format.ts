import { MARKETPLACE_ID_RULE, parseDeveloperId } from "@/lib/domain/ids";
import type { ImportLine } from "@/lib/use-cases/import-events";
import { AMOUNT_RULE, parseReport } from "@/lib/use-cases/parse-report";
import type { Row } from "./formats";

const INTEGER = /^-?(?:0|[1-9]\d{0,15})$/;

/** Reads a row of Remit's own format: the API's fields as columns, amounts in minor units. */
export function readDefaultRow({ line, cell }: Row): ImportLine {
  const optional = (name: string) => cell(name) || undefined;
  const amount = cell("amount") ?? "";
  if (!INTEGER.test(amount) || amount === "-0") {
    return rejected(line, "bad_amount", `amount ${AMOUNT_RULE}.`);
  }
  const parsed = parseReport({
    externalId: cell("externalId") ?? "",
    kind: cell("kind") ?? "",
    pluginId: cell("pluginId") ?? "",
    amountMinor: BigInt(amount),
    currency: cell("currency") ?? "",
    occurredAt: cell("occurredAt") ?? "",
    buyerRef: optional("buyerRef"),
    correctsId: optional("correctsId"),
  });
  if (!parsed.ok) return { kind: "rejected", line, problem: parsed.problem };
  const developer = optional("developerId");
  if (developer === undefined) return { kind: "report", line, report: parsed.value };
  const developerId = parseDeveloperId(developer);
  if (!developerId.ok) {
    return rejected(line, "bad_event", `developerId takes ${MARKETPLACE_ID_RULE}.`);
  }
  return {
    kind: "report",
    line,
    report: parsed.value,
    plugin: { developerId: developerId.value },
  };
}

function rejected(line: number, code: "bad_amount" | "bad_event", message: string): ImportLine {
  return { kind: "rejected", line, problem: { code, message } };
}
