import type { Process, Step } from "../simulation";

/** What happens at Stripe without Remit: accounts that fail, and a balance that runs dry. */
export const loseCapability: Step = {
  name: "lose_capability",
  weight: { month: 1, payday: 3 },
  faults: ["capability_lost", "capability_back"],
  isMortal: false,
  run: async (process) => {
    const { simulation, chance } = process;
    const isBack = chance.isLucky(0.4);
    const account = await someAccount(process, chance.next());
    if (!account) return;
    const status = isBack ? "active" : chance.pick(["restricted", "pending"] as const);
    const { control } = simulation.simulator;
    await control.setCapability(account, status);
    simulation.hit(isBack ? "capability_back" : "capability_lost");
  },
};

export const deauthorize: Step = {
  name: "deauthorize",
  weight: { month: 0.4, payday: 0.8 },
  faults: ["account_deauthorized"],
  isMortal: false,
  run: async (process) => {
    const account = await someAccount(process, process.chance.next());
    if (!account) return;
    await process.simulation.simulator.control.deauthorize(account);
    process.simulation.hit("account_deauthorized");
  },
};

export const drainBalance: Step = {
  name: "drain_balance",
  weight: { month: 1, payday: 2 },
  faults: ["balance_short", "balance_topped_up"],
  isMortal: false,
  run: async ({ simulation, chance }) => {
    const { control } = simulation.simulator;
    const currency = chance.pick(["eur", "eur", "usd"]);
    const isTopUp = chance.isLucky(0.5);
    const left = chance.whole(0, 4_000);
    const available = (await control.state()).balances["platform/available"]?.[currency] ?? 0;
    if (!isTopUp && available <= left) return;
    await control.fund(currency, isTopUp ? 50_000 : left - available);
    simulation.hit(isTopUp ? "balance_topped_up" : "balance_short");
  },
};

async function someAccount({ deps }: Process, place: number): Promise<string | undefined> {
  const rows = await deps.db.sql<{ id: string }[]>`
    select stripe_account_id as id from connected_accounts
    where stripe_account_id is not null and disabled_reason is distinct from 'access_lost'
    order by developer_id`;
  return rows[Math.floor(place * rows.length)]?.id;
}
