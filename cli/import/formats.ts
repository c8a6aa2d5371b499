import type { ImportLine } from "@/lib/use-cases/import-events";
import { readDefaultRow } from "./default-format";
import { readOnlineRetailRow } from "./online-retail";

/** A row by its header's names. Absent columns are `undefined`, empty cells are empty text. */
export type Row = { readonly line: number; readonly cell: (name: string) => string | undefined };

/** How the rows of a kind of file become events. */
export type Format = {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Whether columns beyond these are an error rather than somebody else's. */
  readonly isStrict: boolean;
  /** The namespace of external ids, unless the command names one. */
  readonly source: string;
  readonly read: (row: Row) => ImportLine;
};

export const DEFAULT_FORMAT: Format = {
  required: ["externalId", "kind", "pluginId", "amount", "currency", "occurredAt"],
  optional: ["developerId", "buyerRef", "correctsId"],
  isStrict: true,
  source: "api",
  read: readDefaultRow,
};

/** What `--map` knows. */
export const MAPS: Readonly<Record<string, Format>> = {
  "online-retail": {
    required: ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice"],
    optional: [],
    isStrict: false,
    source: "online-retail",
    read: readOnlineRetailRow,
  },
};
