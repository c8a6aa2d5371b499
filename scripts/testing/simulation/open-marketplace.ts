import { addMissingPlugins } from "@/db/writes/save-catalog";
import { trusted } from "@/lib/domain/ids";
import { setSchedule } from "@/lib/use-cases/set-schedule";
import type { Process } from "./simulation";

const FUNDS = 200_000;

/** A catalogue, Stripe accounts for (almost) everybody, and money on the platform's balance. */
export async function openMarketplace(process: Process): Promise<void> {
  const { simulation, deps, chance } = process;
  const { model, simulator } = simulation;
  for (let no = 1; no <= chance.whole(3, 4); no++) {
    const developer = `dev-${no}`;
    model.developers.push(developer);
    const plugins = chance.whole(1, 2);
    for (let part = 1; part <= plugins; part++) model.plugins.push(`${developer}-plugin-${part}`);
  }
  const last = model.developers.at(-1);
  if (last && chance.isLucky(0.3)) model.neverConnected.add(last);
  const records = model.plugins.map((plugin) => ({
    id: trusted.pluginId(plugin),
    name: plugin,
    developerId: trusted.developerId(plugin.slice(0, plugin.indexOf("-plugin"))),
  }));
  await addMissingPlugins(deps.db, records, simulation.now());
  const connected = model.developers.filter((developer) => !model.neverConnected.has(developer));
  await Promise.all(connected.map((developer) => connect(process, developer)));
  for (const developer of connected.filter(() => chance.isLucky(0.25))) {
    await payAtOnce(process, developer);
  }
  await simulator.control.fund("eur", FUNDS);
  await simulator.control.fund("usd", FUNDS);
}

async function payAtOnce({ simulation, deps, admin }: Process, developer: string): Promise<void> {
  simulation.model.mayBeInstant.add(developer);
  const developerId = trusted.developerId(developer);
  await setSchedule(deps, admin, { developerId, schedule: "instant" });
}

async function connect({ simulation, deps }: Process, developer: string): Promise<void> {
  const developerId = trusted.developerId(developer);
  const key = `account:${simulation.seed}:${developer}`;
  const request = {
    ...{ developerId, displayName: developer, country: "DE" },
    email: `${developer}@example.com`,
  };
  const { accountId } = await deps.accounts.createAccount(request, key);
  await simulation.simulator.control.onboard(accountId, "finished");
  const at = simulation.now();
  await deps.db.sql`
    insert into connected_accounts (developer_id, creation_key, creation_started_at,
      stripe_account_id, readiness, fetched_at)
    values (${developer}, ${key}, ${at}, ${accountId}, 'ready', ${at})`;
}
