import { type Database, openDatabase } from "@/db/client";
import type { Deps } from "@/lib/use-cases/deps";
import { createOfflineDeps } from "@/lib/use-cases/world";
import { connectControl } from "@/simulator/control";

/** The use cases' real world, with a clock that goes through the past. */
export type DemoWorld = {
  readonly deps: Deps;
  readonly simulator: ReturnType<typeof connectControl>;
  /** Moves Remit and the simulator together. */
  readonly moveTo: (at: Date) => Promise<void>;
  /** Both are back in the present when this returns. */
  readonly close: () => Promise<void>;
};

export type DemoAddresses = {
  readonly databaseUrl: string;
  readonly simulatorUrl: string;
  readonly webUrl: string;
  readonly stripeKey: string;
};

export function openDemoWorld(addresses: DemoAddresses): DemoWorld {
  const db: Database = openDatabase(addresses.databaseUrl, { applicationName: "remit demo data" });
  const simulator = connectControl(addresses.simulatorUrl);
  let now = new Date();
  const deps = createOfflineDeps({
    db,
    now: () => now,
    appUrl: addresses.webUrl,
    stripe: { secretKey: addresses.stripeKey, apiBase: addresses.simulatorUrl },
  });
  return {
    deps,
    simulator,
    moveTo: async (at) => {
      now = at;
      await simulator.setClock(at, true);
    },
    close: async () => {
      await simulator.setClock(new Date());
      await db.close();
    },
  };
}
