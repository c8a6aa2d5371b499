import { setTimeout as wait } from "node:timers/promises";
import { EXPOSED } from "../lane-database";
import type { Step } from "../simulation";

/** PostgreSQL ends connections in the middle of whatever they do. */
export const killBackends: Step = {
  name: "kill_backends",
  weight: { month: 0.4, payday: 0.6 },
  faults: ["backend_terminated"],
  isMortal: false,
  run: async ({ simulation, chance }) => {
    const { superuser, books } = simulation.lane;
    for (let kills = chance.whole(1, 4); kills > 0; kills--) {
      await wait(chance.whole(1, 12));
      const killed = await superuser`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = ${books.name()} and application_name = ${EXPOSED}
        order by state = 'active' desc, md5(pid || ${String(chance.next())}) limit 1`;
      if (killed.length > 0) simulation.hit("backend_terminated");
    }
  },
};
