import { parseDeveloperId } from "@/lib/domain/ids";
import type { ImportedPlugin, ImportLine } from "@/lib/use-cases/import-events";
import { parseReport } from "@/lib/use-cases/parse-report";
import type { Row } from "./formats";

const QUANTITY = /^-?\d{1,12}$/;
const PRICE = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?$/;
const TWO_DIGITS = /^\d\d/;
/** Stock codes are typed by hand; what an id of ours cannot hold becomes a dash. */
const NOT_IN_AN_ID = /[^A-Z0-9_.-]+/g;

/** Reads an order line of the UCI set "Online Retail" as an event of a marketplace. */
export function readOnlineRetailRow({ line, cell }: Row): ImportLine {
  const invoice = cell("InvoiceNo") ?? "";
  const quantity = cell("Quantity") ?? "";
  if (!QUANTITY.test(quantity)) return broken(line, "Quantity is not an integer.");
  const pence = penceOf(BigInt(quantity), cell("UnitPrice") ?? "");
  if (pence === undefined) return broken(line, "UnitPrice is not a decimal number.");
  const kind = kindOf(invoice, BigInt(quantity), pence);
  if ("reason" in kind) return { kind: "skipped", line, reason: kind.reason };
  const pluginId = (cell("StockCode") ?? "").trim().toUpperCase().replace(NOT_IN_AN_ID, "-");
  const parsed = parseReport({
    externalId: `${invoice}:${line}`,
    kind: kind.event,
    pluginId,
    amountMinor: pence,
    currency: "gbp",
    occurredAt: `${cell("InvoiceDate") ?? ""}Z`,
  });
  if (!parsed.ok) return { kind: "rejected", line, problem: parsed.problem };
  const plugin = pluginOf(pluginId, cell("Description"));
  return { kind: "report", line, report: parsed.value, ...(plugin ? { plugin } : {}) };
}

/** Quantity × price in pence: exact, and rounded half away from zero. */
export function penceOf(quantity: bigint, price: string): bigint | undefined {
  const match = PRICE.exec(price);
  if (!match) return undefined;
  const [, sign, whole = "0", fraction = ""] = match;
  const scale = 10n ** BigInt(fraction.length);
  const units = BigInt(whole + fraction) * (sign === "-" ? -1n : 1n);
  const exact = quantity * units * 100n;
  const half = exact < 0n ? -scale : scale;
  return (2n * exact + half) / (2n * scale);
}

function kindOf(
  invoice: string,
  quantity: bigint,
  pence: bigint,
): { readonly event: "install" | "refund" } | { readonly reason: string } {
  if (invoice.startsWith("A")) return { reason: "bookkeeping entry" };
  if (invoice.startsWith("C")) {
    return pence < 0n ? { event: "refund" } : { reason: "return without an amount" };
  }
  if (quantity > 0n && pence >= 0n) return { event: "install" };
  return { reason: "stock correction" };
}

function pluginOf(pluginId: string, description = ""): ImportedPlugin | undefined {
  const group = TWO_DIGITS.test(pluginId) ? pluginId.slice(0, 2) : "house";
  const developerId = parseDeveloperId(`dev-${group}`);
  if (!developerId.ok) return undefined;
  const name = description.trim();
  return { developerId: developerId.value, ...(name === "" ? {} : { name }) };
}

function broken(line: number, message: string): ImportLine {
  return { kind: "rejected", line, problem: { code: "bad_event", message } };
}
