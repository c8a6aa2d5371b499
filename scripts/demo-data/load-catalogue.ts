import { upsertDemoAdmin, upsertDemoOwner } from "@/db/writes/demo-people";
import type { AdminActor } from "@/lib/auth/actor";
import { trustedCurrency } from "@/lib/domain/currency";
import { trusted } from "@/lib/domain/ids";
import { dayOf, firstDay, periodOfDay, shiftPeriod, UTC } from "@/lib/domain/period";
import { basisPoints } from "@/lib/domain/share";
import { addTerm } from "@/lib/use-cases/add-term";
import { saveDeveloper } from "@/lib/use-cases/save-developer";
import { savePlugin } from "@/lib/use-cases/save-plugin";
import { setMinimum } from "@/lib/use-cases/set-minimum";
import { assertDone } from "./assert-done";
import { ADMINS, BETTER_TERM, CAST, type CastDeveloper, type CastPlugin, MINIMUMS } from "./cast";
import type { DemoWorld } from "./demo-world";

/** Developers, their plugins and people, and what has been agreed with them. */
export async function loadCatalogue(world: DemoWorld, admin: AdminActor, start: Date) {
  const { deps } = world;
  for (const person of ADMINS) {
    await upsertDemoAdmin(deps.db, { id: deps.newId(), ...person }, start);
  }
  for (const developer of CAST) {
    const { id, name, person, email, country } = developer;
    const developerId = trusted.developerId(id);
    await saveDeveloper(deps, admin, { id: developerId, name, email, country });
    const owner = { id: deps.newId(), name: person, email };
    await upsertDemoOwner(deps.db, owner, developerId, start);
    for (const plugin of developer.plugins) await loadPlugin(world, admin, developer, plugin);
  }
  await loadTerms(world, admin, start);
  await loadMinimums(world, admin);
}

async function loadPlugin(
  { deps }: DemoWorld,
  admin: AdminActor,
  developer: CastDeveloper,
  plugin: CastPlugin,
): Promise<void> {
  const price = { minor: BigInt(plugin.price), currency: trustedCurrency(plugin.currency) };
  const record = {
    id: trusted.pluginId(plugin.id),
    developerId: trusted.developerId(developer.id),
    name: plugin.name,
    price,
  };
  assertDone(`plugin ${plugin.id}`, await savePlugin(deps, admin, record));
}

async function loadTerms({ deps }: DemoWorld, admin: AdminActor, start: Date): Promise<void> {
  const startDay = dayOf(start, UTC);
  for (const { id, share } of CAST) {
    if (share === undefined) continue;
    const scope = { kind: "developer", developerId: trusted.developerId(id) } as const;
    const term = { scope, share: basisPoints(share), day: startDay };
    assertDone(`the term of ${id}`, await addTerm(deps, admin, term));
  }
  const { pluginId, share, afterMonths } = BETTER_TERM;
  const scope = { kind: "plugin", pluginId: trusted.pluginId(pluginId) } as const;
  const day = firstDay(shiftPeriod(periodOfDay(startDay), afterMonths));
  const term = { scope, share: basisPoints(share), day };
  assertDone(`the term of ${pluginId}`, await addTerm(deps, admin, term));
}

async function loadMinimums({ deps }: DemoWorld, admin: AdminActor): Promise<void> {
  for (const [currency, minor] of Object.entries(MINIMUMS)) {
    const minimum = { minor, currency: trustedCurrency(currency) };
    assertDone(`the minimum in ${currency}`, await setMinimum(deps, admin, minimum));
  }
}
