import { upsertDeveloper } from "@/db/writes/save-catalog";
import { mintAdmin } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import type { Day } from "@/lib/domain/period";
import { savePlugin } from "@/lib/use-cases/save-plugin";
import { setPluginShares } from "@/lib/use-cases/set-plugin-shares";
import { createRecordingWorld, eur, install, NOW, refund } from "./recording-world";

const admin = mintAdmin("user:admin@example.com");

/** A world of recording with four developers and, for each test, a new plugin of Ada's to share. */
export async function createSharedPluginWorld() {
  const world = await createRecordingWorld();
  const ids = ["cleo", "dan"].map(trusted.developerId);
  for (const id of ids)
    await upsertDeveloper(world.db, { id, name: id }, { at: NOW, actor: "user:test" });
  let counter = 0;
  let pluginId = trusted.pluginId("shared-0");
  return {
    ...world,
    plugin: () => pluginId,
    nextPlugin: async () => {
      counter += 1;
      world.nextSource();
      pluginId = trusted.pluginId(`shared-${counter}`);
      const plugin = { id: pluginId, name: "Shared", developerId: trusted.developerId("ada") };
      await savePlugin(world.deps, admin, plugin);
    },
    share: (parts: Readonly<Record<string, number>>, day?: string) =>
      setPluginShares(world.deps, admin, {
        pluginId,
        shares: Object.entries(parts).map(([id, part]) => ({
          developerId: trusted.developerId(id),
          part,
        })),
        day: day as Day | undefined,
      }),
    sale: (externalId: string, minor: bigint, at = "2026-05-03T08:00:00Z") =>
      install(externalId, { amount: eur(minor), pluginId, occurredAt: new Date(at) }),
    back: (externalId: string, correctsId: string, minor: bigint) => ({
      ...refund(externalId, correctsId, minor),
      pluginId,
    }),
    /** What each developer has of the plugin, which has to be the same by events and by buckets. */
    earned: async () => {
      const rows = await world.db.sql<{ id: string; share: bigint; bucket: bigint }[]>`
        select developer_id as id, sum(developer_share)::bigint as share, (
          select sum(developer_share)::bigint from balances
          where balances.developer_id = events.developer_id and plugin_id = ${pluginId}) as bucket
        from events where plugin_id = ${pluginId} group by developer_id order by developer_id`;
      const wrong = rows.filter(({ share, bucket }) => share !== bucket);
      if (wrong.length > 0) throw new Error(`Buckets of ${wrong.map(({ id }) => id)} are wrong`);
      return Object.fromEntries(rows.map(({ id, share }) => [id, share]));
    },
  };
}
