import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";

const PAUSE_MS = 2;

export type Taking = {
  /** Connections that it holds. */
  readonly count: () => number;
  /** How often there was none left for it. */
  readonly refusals: () => number;
  readonly letGo: () => Promise<void>;
};

/** Somebody who takes every connection that is free, and each that becomes so, until told to let go. */
export function keepTaking(url: string): Taking {
  const held: postgres.Sql[] = [];
  let refusals = 0;
  let isOver = false;
  const takeOne = async () => {
    const connection = postgres(url, { max: 1, onnotice: () => undefined });
    try {
      await connection`select 1`;
      held.push(connection);
    } catch {
      refusals += 1;
      await connection.end({ timeout: 0 });
      await wait(PAUSE_MS);
    }
  };
  const take = async () => {
    while (!isOver) await takeOne();
  };
  const taking = take();
  return {
    count: () => held.length,
    refusals: () => refusals,
    letGo: async () => {
      isOver = true;
      await taking;
      await Promise.all(held.map((connection) => connection.end({ timeout: 0 })));
    },
  };
}
