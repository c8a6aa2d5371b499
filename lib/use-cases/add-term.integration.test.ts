import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mintAdmin } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import { trustedDay } from "@/lib/domain/period";
import { basisPoints } from "@/lib/domain/share";
import { createRecordingWorld, install, NOW } from "@/scripts/testing/recording-world";
import { addTerm } from "./add-term";
import { recordEvents } from "./record-events";
import { savePlugin } from "./save-plugin";

const admin = mintAdmin("user:admin@example.com");
const FIRST = new Date("2026-06-01T00:00:00Z");
const JUST_BEFORE = new Date(FIRST.getTime() - 1);

let world: Awaited<ReturnType<typeof createRecordingWorld>>;
let plugins = 0;
let pluginId = trusted.pluginId("rated-0");
beforeAll(async () => {
  world = await createRecordingWorld();
});
afterAll(() => world.db.drop());
beforeEach(async () => {
  world.nextSource();
  plugins += 1;
  pluginId = trusted.pluginId(`rated-${plugins}`);
  const plugin = { id: pluginId, name: "Rated", developerId: trusted.developerId("ada") };
  await savePlugin(world.deps, admin, plugin);
});

const rate = (share: number, now = NOW) =>
  addTerm({ ...world.deps, now: () => now }, admin, {
    scope: { kind: "plugin", pluginId },
    share: basisPoints(share),
    day: trustedDay("2026-06-01"),
  });

const sell = (id: string) =>
  recordEvents({ ...world.deps, now: () => FIRST }, world.source(), [
    install(id, { pluginId, occurredAt: FIRST }),
  ]);

const sold = () => world.db.sql<{ id: string; share: number }[]>`
  select external_id as id, share_bps as share from events where source = ${world.source()}`;

const logged = async () => {
  const rows = await world.db.sql<{ detail: Record<string, number> }[]>`
    select detail from audit_log where action = 'term.add' and subject = ${`plugin:${pluginId}`}
    order by seq`;
  return rows.map(({ detail }) => [detail.shareBps, detail.replacedShareBps]);
};

describe("a rate that has not begun", () => {
  it("is corrected for its first day, with both rates in the log", async () => {
    expect(await rate(800)).toMatchObject({ value: { replaced: undefined } });
    expect(await rate(8_000, JUST_BEFORE)).toMatchObject({ value: { replaced: 800 } });
    await sell("a");
    expect(await sold()).toEqual([{ id: "a", share: 8_000 }]);
    expect(await logged()).toEqual([
      [800, undefined],
      [8_000, 800],
    ]);
  });

  it("stays when it is the same, and from the instant on at which it begins", async () => {
    await rate(8_000);
    expect(await rate(8_000)).toEqual({ ok: false, problem: { kind: "term_exists" } });
    expect(await rate(800, FIRST)).toEqual({ ok: false, problem: { kind: "term_exists" } });
    expect(await logged()).toEqual([[8_000, undefined]]);
  });

  it("stays once money was split at it, by a clock that is ahead", async () => {
    await rate(8_000);
    await sell("a");
    expect(await rate(800, JUST_BEFORE)).toEqual({ ok: false, problem: { kind: "reaches_back" } });
    expect(await logged()).toEqual([[8_000, undefined]]);
  });

  it("is corrected by several at once one after the other, as the log tells", async () => {
    await rate(1_000);
    await Promise.all([2_000, 3_000, 4_000, 5_000].map((share) => rate(share)));
    const entries = await logged();
    expect(entries).toHaveLength(5);
    expect(entries.slice(1).map(([, replaced]) => replaced)).toEqual(
      entries.slice(0, -1).map(([share]) => share),
    );
  });

  it("is corrected for every sale after the answer and never after a sale, as it begins", async () => {
    await rate(1_000);
    let [answered, sales] = [1_000, 0];
    const late: number[] = [];
    const selling = Array.from({ length: 4 }, async (_, seller) => {
      for (let at = 0; at < 10; at++) {
        await sell(`${answered} ${seller} ${at}`);
        sales += 1;
      }
    });
    const correcting = (async () => {
      for (let share = 1_001; share <= 1_020; share++) {
        const salesBefore = sales;
        const { ok } = await rate(share, JUST_BEFORE);
        if (ok) answered = share;
        if (ok && salesBefore > 0) late.push(share);
      }
    })();
    await Promise.all([...selling, correcting]);
    expect(late).toEqual([]);
    const wrong = (await sold()).filter(({ id, share }) => share < Number(id.split(" ")[0]));
    expect(wrong).toEqual([]);
  });
});
