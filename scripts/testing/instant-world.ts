import type { DeveloperActor } from "@/lib/auth/actor";
import { trusted } from "@/lib/domain/ids";
import { payInstantly } from "@/lib/use-cases/pay-instantly";
import { recordCharge } from "@/lib/use-cases/record-charge";
import { sendApproved } from "@/lib/use-cases/send-approved";
import { setSchedule } from "@/lib/use-cases/set-schedule";
import { verify } from "@/lib/use-cases/verify";
import { createMarketplace, type Marketplace } from "./marketplace";

/** A marketplace whose developers are paid at once. */
export type InstantWorld = {
  readonly market: Marketplace;
  /** On the instant schedule, and connected unless told otherwise. */
  readonly addDeveloper: (id: string, isConnected?: boolean) => Promise<DeveloperActor>;
  /** A customer pays, and the worker hears of it. Returns the charge's id. */
  readonly pay: (developerId: string, amount: number, availableIn?: number) => Promise<string>;
  /** A sale that the marketplace's backend reports. */
  readonly sell: (developer: DeveloperActor, externalId: string, amount: bigint) => Promise<void>;
  /** What the worker does in a pass: prepares, approves, sends. */
  readonly work: () => Promise<void>;
  /** A developer's payouts, oldest first: state and amount, and what approved it. */
  readonly payoutsOf: (developerId: string) => Promise<readonly string[]>;
  /** How many transfers Stripe has for a developer, and of how much. */
  readonly receivedBy: (developerId: string) => Promise<readonly number[]>;
  readonly wrongs: () => Promise<readonly unknown[]>;
  readonly stop: () => Promise<void>;
};

export async function createInstantWorld(): Promise<InstantWorld> {
  const market = await createMarketplace();
  const { deps, simulator } = market;
  return {
    market,
    addDeveloper: (id, isConnected = true) => addDeveloper(market, id, isConnected),
    pay: async (developerId, amount, availableIn = 86_400) => {
      const { id } = await simulator.control.charge({
        ...{ amount, currency: "eur", availableInSeconds: availableIn },
        metadata: { remit_plugin_id: `${developerId}-plugin` },
      });
      await recordCharge(deps, id);
      return id;
    },
    sell: (developer, externalId, amount) =>
      market.sell(developer, [{ externalId, amount, at: deps.now().toISOString() }]),
    work: async () => {
      await payInstantly(deps);
      await sendApproved(deps, { perSecond: 1_000 });
    },
    payoutsOf: (developerId) => payoutsOf(market, developerId),
    receivedBy: (developerId) => receivedBy(market, developerId),
    wrongs: () => wrongs(market),
    stop: market.stop,
  };
}

async function addDeveloper(market: Marketplace, id: string, isConnected: boolean) {
  const developer = await market.addDeveloper(id);
  if (isConnected) await market.connect(developer);
  const change = { developerId: trusted.developerId(id), schedule: "instant" } as const;
  const set = await setSchedule(market.deps, market.admin, change);
  if (!set.ok) throw new Error(`Not set: ${set.problem.kind}`);
  return developer;
}

async function payoutsOf({ db }: Marketplace, developerId: string): Promise<readonly string[]> {
  const rows = await db.sql<{ line: string }[]>`
    select concat_ws(' ', payout.state, payout.amount,
      case when run.event_id is null then 'by run' end) as line
    from payouts as payout left join runs as run on run.id = payout.run_id
    where payout.developer_id = ${developerId} order by payout.created_at, payout.amount`;
  return rows.map(({ line }) => line);
}

async function receivedBy(
  { db, simulator }: Marketplace,
  developerId: string,
): Promise<readonly number[]> {
  const [row] = await db.sql<{ id: string }[]>`
    select stripe_account_id as id from connected_accounts where developer_id = ${developerId}`;
  const { transfers } = await simulator.control.state();
  return transfers
    .filter(({ destination }) => destination === row?.id)
    .map(({ amount }) => amount)
    .sort((left, right) => left - right);
}

async function wrongs({ deps, simulator }: Marketplace): Promise<readonly unknown[]> {
  const { checks } = await verify(deps);
  return [
    // Restoring a backup, as one test does, changes rows in a way that PostgreSQL counts.
    ...checks.filter(({ id, offenders }) => offenders > 0 && id !== "append_only"),
    ...(await simulator.control.contract()).violations,
    ...(await simulator.control.check()).problems,
  ];
}
