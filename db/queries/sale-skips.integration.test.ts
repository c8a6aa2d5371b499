import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeveloperActor } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import { SALE_SKIP_REASONS, type SaleSkipReason } from "@/lib/domain/eligibility";
import { type EventId, trusted } from "@/lib/domain/ids";
import { money } from "@/lib/domain/money";
import { trustedPeriod } from "@/lib/domain/period";
import { adjustBalance } from "@/lib/use-cases/adjust-balance";
import { closePeriod } from "@/lib/use-cases/close-period";
import { liftHold } from "@/lib/use-cases/lift-hold";
import { payInstantly } from "@/lib/use-cases/pay-instantly";
import { placeHold } from "@/lib/use-cases/place-hold";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { setMinimum } from "@/lib/use-cases/set-minimum";
import { setSchedule } from "@/lib/use-cases/set-schedule";
import { createInstantWorld, type InstantWorld } from "@/scripts/testing/instant-world";
import {
  findLeftSales,
  findNewestSaleSkips,
  findSaleSkips,
  findSkipsOfEvents,
  type SaleSkip,
} from "./sale-skips";

const eur = (minor: bigint) => money(minor, trustedCurrency("eur"));
const ADA = trusted.developerId("ada");
const BEN = trusted.developerId("ben");

let world: InstantWorld;
let adas: readonly EventId[];

/** Each of Ada's sales is recorded while all is well, and judged when it is not any more. */
beforeAll(async () => {
  world = await createInstantWorld();
  const ada = await world.addDeveloper("ada");
  await world.addDeveloper("ben");
  for (const reason of SALE_SKIP_REASONS) await leaveOne(ada, reason);
  const rows = await world.market.db.sql<{ id: string }[]>`
    select id from events where developer_id = 'ada' and kind = 'install' order by id`;
  adas = rows.map(({ id }) => trusted.eventId(id));
});
afterAll(() => world.stop());

describe("the sales that were left for the month's run", () => {
  it("keep each reason as it was when they were judged, whatever has changed since", async () => {
    const skips = await findSaleSkips(world.market.db, ADA, adas);
    expect(inOrder(skips).map(({ reason }) => reason)).toEqual(SALE_SKIP_REASONS);
    const of = (reason: SaleSkipReason) => skips.find((skip) => skip.reason === reason);
    expect(of("below_minimum")).toMatchObject({ amount: eur(700n), minimum: eur(1_000n) });
    // Two sales of 700 were left before it, and 10,000 was taken back.
    expect(of("owes_marketplace")).toMatchObject({ balance: eur(700n * 3n - 10_000n) });
    expect(of("onboarding_incomplete")).toMatchObject({ requirementsDue: ["individual.address"] });
    expect(of("rejected_by_stripe")).toMatchObject({ disabledReason: "rejected.fraud" });
    expect(await world.wrongs()).toEqual([]);
  });

  it("are told to their developer and to admins, and to no other developer", async () => {
    const { db, admin } = world.market;
    expect(await findSaleSkips(db, BEN, adas)).toEqual([]);
    expect(await findLeftSales(db, BEN)).toEqual([]);
    const asked = adas.map((id) => ({ developerId: ADA, id }));
    expect(await findSkipsOfEvents(db, admin, asked)).toHaveLength(adas.length);
    const [newest, ...others] = await findNewestSaleSkips(db, admin, { limit: 100 });
    expect(newest).toMatchObject({ reason: "below_minimum", developerName: "Developer ada" });
    const rest = await findNewestSaleSkips(db, admin, { after: newest, limit: 100 });
    expect(rest).toEqual(others);
    expect(await findNewestSaleSkips(db, admin, { developerId: BEN, limit: 100 })).toEqual([]);
  });

  it("wait until the month's run has them, and then name the payout that paid them", async () => {
    const { db, deps, admin, simulator, approve, setClock } = world.market;
    const left = await findLeftSales(db, ADA);
    expect(left.map(({ count, sum }) => [count, sum])).toEqual(
      SALE_SKIP_REASONS.map(() => [1, eur(700n)]),
    );
    await setClock("2026-05-02T10:00:00Z");
    await simulator.control.fund("eur", 1_000_000);
    await closePeriod(deps, admin, trustedPeriod("2026-03"));
    await approve("2026-04");
    await sendApproved(deps);
    const skips = await findSaleSkips(db, ADA, adas);
    expect(new Set(skips.map(({ payout }) => `${payout?.state} ${payout?.period}`))).toEqual(
      new Set(["paid 2026-04"]),
    );
    expect(await findLeftSales(db, ADA)).toEqual([]);
    expect(await world.wrongs()).toEqual([]);
  });
});

function inOrder(skips: readonly SaleSkip[]): readonly SaleSkip[] {
  return [...skips].sort((left, right) => (left.eventId < right.eventId ? -1 : 1));
}

async function leaveOne(ada: DeveloperActor, reason: SaleSkipReason): Promise<void> {
  const { deps } = world.market;
  await world.sell(ada, `sale-${reason}`, 1_000n);
  const { change, undo } = STANDINGS[reason];
  await change();
  expect(await payInstantly(deps)).toEqual({ prepared: 0, left: 1, approved: 0, failed: 0 });
  await undo();
}

type Standing = { readonly change: () => Promise<unknown>; readonly undo: () => Promise<unknown> };

/** Everything that keeps a sale from being paid at once, and how it passes. */
const STANDINGS: Readonly<Record<SaleSkipReason, Standing>> = {
  not_instant: { change: () => payBy("monthly"), undo: () => payBy("instant") },
  on_hold: {
    change: () =>
      placeHold(world.market.deps, world.market.admin, { developerId: ADA, reason: "a test" }),
    undo: () => liftHold(world.market.deps, world.market.admin, ADA),
  },
  owes_marketplace: {
    change: () => adjust("debit", -10_000n),
    undo: () => adjust("credit", 10_000n),
  },
  not_onboarded: atStripe("readiness = null"),
  onboarding_incomplete: atStripe(
    "readiness = 'incomplete', first_ready_at = null, requirements_due = '{individual.address}'",
  ),
  under_review: atStripe("readiness = 'under_review', first_ready_at = null"),
  restricted_by_stripe: atStripe("readiness = 'under_review'"),
  rejected_by_stripe: atStripe("readiness = 'rejected', disabled_reason = 'rejected.fraud'"),
  below_minimum: { change: () => setLeast(1_000n), undo: () => setLeast(1n) },
};

function payBy(schedule: "monthly" | "instant") {
  return setSchedule(world.market.deps, world.market.admin, { developerId: ADA, schedule });
}

function setLeast(minor: bigint) {
  return setMinimum(world.market.deps, world.market.admin, eur(minor));
}

function adjust(externalId: string, minor: bigint) {
  return adjustBalance(world.market.deps, world.market.admin, {
    ...{ externalId, developerId: ADA, pluginId: trusted.pluginId("ada-plugin") },
    ...{ amount: eur(minor), reason: "fee", note: "a test" },
  });
}

function atStripe(standing: string): Standing {
  const set = (values: string) =>
    world.market.db.sql.unsafe(
      `update connected_accounts set ${values} where developer_id = 'ada'`,
    );
  return {
    change: () => set(standing),
    undo: () =>
      set(`readiness = 'ready', first_ready_at = fetched_at, requirements_due = '{}',
        disabled_reason = null`),
  };
}
