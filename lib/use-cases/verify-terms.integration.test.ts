import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findOffenders } from "@/db/queries/invariants/invariant";
import { termInvariants } from "@/db/queries/invariants/terms";
import { mintAdmin } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import { trustedDay } from "@/lib/domain/period";
import { basisPoints } from "@/lib/domain/share";
import type { RevenueTerm } from "@/lib/domain/terms";
import { createRecordingWorld, install, NOW } from "@/scripts/testing/recording-world";
import { addTerm } from "./add-term";

const BOREA = trusted.pluginId("borea");

let world: Awaited<ReturnType<typeof createRecordingWorld>>;

/** Each scope has a rate of its own from another day on. */
beforeAll(async () => {
  world = await createRecordingWorld();
  await rate({ kind: "marketplace" }, 5_000, "2026-05-02");
  await rate({ kind: "marketplace" }, 6_000, "2026-05-04");
  await rate({ kind: "developer", developerId: trusted.developerId("ada") }, 8_000, "2026-05-06");
  await rate({ kind: "plugin", pluginId: trusted.pluginId("atlas") }, 9_000, "2026-05-08");
});
afterAll(() => world.db.drop());

async function rate(scope: RevenueTerm["scope"], share: number, day: string): Promise<void> {
  const term = { scope, share: basisPoints(share), day: trustedDay(day) };
  const added = await addTerm(world.deps, mintAdmin("user:admin@example.com"), term);
  if (!added.ok) throw new Error(`Not added: ${added.problem.kind}`);
}

const on = (day: string) => new Date(`2026-05-${day}T00:00:00Z`);

async function offenders(): Promise<number> {
  let count = 0;
  for (const invariant of termInvariants) {
    count += (await findOffenders({ sql: world.db.sql, now: NOW, zone: "UTC" }, invariant)).count;
  }
  return count;
}

describe("the rule that sales follow their terms", () => {
  it("holds through rates of the marketplace, of a developer and of a plugin", async () => {
    await world.record([
      ...["01", "03", "05", "07", "09"].map((day) => install(day, { occurredAt: on(day) })),
      install("of another", { occurredAt: on("09"), pluginId: BOREA }),
    ]);
    const shares = await world.db.sql<{ share_bps: number }[]>`
      select share_bps from events order by occurred_at, developer_id`;
    const expected = [7_000, 5_000, 6_000, 8_000, 9_000, 6_000];
    expect(shares.map(({ share_bps }) => share_bps)).toEqual(expected);
    expect(await offenders()).toBe(0);
  });

  it("says nothing of a sale that was split before its rate was known, by any clock", async () => {
    const { sql } = world.db;
    const knownSince = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
    await sql`insert into revenue_terms values (gen_random_uuid(), 'plugin', null, ${BOREA}, 100,
      ${on("01")}, 'user:test', ${knownSince(9)})`;
    expect(await offenders()).toBe(0);
    await sql`update revenue_terms set created_at = ${knownSince(11)} where plugin_id = ${BOREA}`;
    expect(await offenders()).toBe(1);
  });
});
