import { v7 } from "uuid";
import { addMissingPlugins } from "@/db/writes/save-catalog";
import { trustedCurrency } from "@/lib/domain/currency";
import type { EventReport } from "@/lib/domain/event";
import { trusted } from "@/lib/domain/ids";
import { UTC } from "@/lib/domain/period";
import { recordEvents } from "@/lib/use-cases/record-events";
import { createTestDatabase } from "./database";

export const NOW = new Date("2026-05-20T12:00:00Z");

export type Sent = Omit<EventReport, "source">;

export const eur = (minor: bigint) => ({ minor, currency: trustedCurrency("eur") });

export const install = (externalId: string, fields: Partial<Sent> = {}): Sent => ({
  externalId,
  kind: "install",
  pluginId: trusted.pluginId("atlas"),
  amount: eur(999n),
  occurredAt: new Date("2026-05-03T08:00:00Z"),
  ...fields,
});

export const refund = (externalId: string, correctsId: string, minor: bigint): Sent =>
  install(externalId, {
    kind: "refund",
    correctsId,
    amount: eur(minor),
    occurredAt: new Date("2026-05-04T08:00:00Z"),
  });

/** A database with two developers' plugins, Atlas and Borea, and what tests of recording ask it. */
export async function createRecordingWorld() {
  const db = await createTestDatabase({ connectionsMax: 16 });
  const deps = { db, now: () => NOW, zone: UTC, newId: v7 };
  const [ada, bob] = [trusted.developerId("ada"), trusted.developerId("bob")];
  const atlas = { id: trusted.pluginId("atlas"), name: "Atlas", developerId: ada };
  const borea = { id: trusted.pluginId("borea"), name: "Borea", developerId: bob };
  await addMissingPlugins(db, [atlas, borea], NOW);

  /** Every test reports as a source of its own, so that none sees another's events. */
  let counter = 0;
  const source = () => `source-${counter}`;
  const record = (reports: readonly Sent[]) => recordEvents(deps, source(), reports);
  return {
    db,
    deps,
    source,
    nextSource: () => {
      counter += 1;
    },
    record,
    outcomes: async (reports: readonly Sent[]) =>
      (await record(reports)).map((result) =>
        result.status === "rejected" ? result.problem.code : result.status,
      ),
    sums: async () => {
      const [row] = await db.sql`
        select count(*)::int as count, sum(amount)::bigint as amount,
          sum(developer_share)::bigint as share
        from events where source = ${source()}`;
      return row;
    },
    /** Every bucket is the sum of exactly its events. */
    wrongBuckets: () => db.sql`
      select b.id from balances b left join events e
        on e.developer_id = b.developer_id and e.balance_id = b.id
      group by b.developer_id, b.day, b.id, b.plugin_id
      having coalesce(sum(e.amount), 0) <> b.amount
        or coalesce(sum(e.developer_share), 0) <> b.developer_share
        or coalesce(sum(e.platform_share), 0) <> b.platform_share
        or count(*) filter (where e.kind = 'install' and coalesce(e.whole_amount, e.amount) > 0) <> b.installs
        or count(*) filter (where e.kind = 'install' and coalesce(e.whole_amount, e.amount) = 0) <> b.free_installs
        or count(*) filter (where e.kind = 'renewal') <> b.renewals
        or count(*) filter (where e.kind = 'refund') <> b.refunds`,
  };
}
