import { describe, expect, it } from "vitest";
import { penceOf, readOnlineRetailRow } from "./online-retail";

const row = (fields: Record<string, string>) => {
  const cells: Record<string, string> = {
    InvoiceNo: "536365",
    StockCode: " 85123a ",
    Description: "WHITE HANGING HEART ",
    Quantity: "6",
    InvoiceDate: "2010-12-01T08:26:00",
    UnitPrice: "2.55",
    ...fields,
  };
  return readOnlineRetailRow({ line: 2, cell: (name) => cells[name] });
};

describe("penceOf", () => {
  it.each([
    [1n, "0.005", 1n],
    [-1n, "0.005", -1n],
    [1n, "0.0049", 0n],
    [3n, "2.1", 630n],
    [-2n, "1.255", -251n],
    [80_995n, "2.08", 16_846_960n],
    [1n, "38970", 3_897_000n],
    [1n, "-11062.06", -1_106_206n],
  ])("takes %s × %s for %s pence, exactly", (quantity, price, pence) => {
    expect(penceOf(quantity, price)).toBe(pence);
  });

  it.each(["", "1,00", "1e3", "abc", "."])("refuses the price %j", (price) => {
    expect(penceOf(1n, price)).toBeUndefined();
  });
});

describe("readOnlineRetailRow", () => {
  it("reads an order line as an install of the plugin's developer", () => {
    expect(row({})).toEqual({
      kind: "report",
      line: 2,
      report: {
        externalId: "536365:2",
        kind: "install",
        pluginId: "85123A",
        amount: { minor: 1_530n, currency: "gbp" },
        occurredAt: new Date("2010-12-01T08:26:00Z"),
      },
      plugin: { developerId: "dev-85", name: "WHITE HANGING HEART" },
    });
  });

  it.each([
    [{ InvoiceNo: "C536379", Quantity: "-1" }, "refund"],
    [{ UnitPrice: "0" }, "install"],
    [{ Quantity: "-10" }, "skipped"],
    [{ InvoiceNo: "A563185" }, "skipped"],
    [{ InvoiceNo: "C1", Quantity: "-1", UnitPrice: "0" }, "skipped"],
    [{ Quantity: "many" }, "rejected"],
    [{ UnitPrice: "2,55" }, "rejected"],
    [{ InvoiceDate: "yesterday" }, "rejected"],
  ])("takes %o for %s", (fields, outcome) => {
    const line = row(fields);
    expect(line.kind === "report" ? line.report.kind : line.kind).toBe(outcome);
  });

  it("puts odd stock codes with the house and into the alphabet of ids", () => {
    expect(row({ StockCode: "BANK CHARGES" })).toMatchObject({
      report: { pluginId: "BANK-CHARGES" },
      plugin: { developerId: "dev-house" },
    });
  });
});
