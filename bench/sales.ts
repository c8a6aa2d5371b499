import type { Database } from "@/db/client";
import { addMissingPlugins } from "@/db/writes/save-catalog";
import { trusted } from "@/lib/domain/ids";

export const DEVELOPERS = 40;
export const PLUGINS = 200;
const DAYS = 28;

/** A sale as a marketplace's backend would send it: spread over plugins and a month, as sales are. */
export type SentSale = {
  readonly externalId: string;
  readonly kind: "install";
  readonly pluginId: string;
  readonly amount: number;
  readonly currency: "eur";
  readonly occurredAt: string;
};

export function saleOf(prefix: string, at: number): SentSale {
  // Whole batches fall on a day or two, as they would when sales are reported as they happen.
  const day = String((Math.floor(at / 2_000) % DAYS) + 1).padStart(2, "0");
  return {
    externalId: `${prefix}-${at}`,
    kind: "install",
    pluginId: `plugin-${(at * 7) % PLUGINS}`,
    amount: 499 + (at % 50) * 100,
    currency: "eur",
    occurredAt: `2026-01-${day}T12:00:${String(at % 60).padStart(2, "0")}Z`,
  };
}

export function developerOf(pluginId: string): string {
  return `developer-${Number(pluginId.slice("plugin-".length)) % DEVELOPERS}`;
}

export async function fillCatalogue(db: Database): Promise<void> {
  const plugins = Array.from({ length: PLUGINS }, (_, at) => ({
    id: trusted.pluginId(`plugin-${at}`),
    name: `Plugin ${at}`,
    developerId: trusted.developerId(developerOf(`plugin-${at}`)),
  }));
  await addMissingPlugins(db, plugins, new Date("2026-01-01T00:00:00Z"));
}
