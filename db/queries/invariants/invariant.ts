import type { Fragment, ISql } from "postgres";
import type { Database } from "@/db/client";

/** What an invariant may need besides the rows. */
export type InvariantContext = {
  /** A pool or a transaction of one. */
  readonly sql: ISql<{ bigint: bigint }>;
  readonly now: Date;
  /** The accounting zone. */
  readonly zone: string;
};

/**
 * Something that holds for the whole database at every moment. The query returns what breaks it:
 * one row for each offender, with an `id` in words that an operator can look up.
 */
export type Invariant = {
  readonly id: string;
  readonly title: string;
  readonly offenders: (context: InvariantContext) => Fragment;
};

export type Offenders = { readonly count: number; readonly ids: readonly string[] };

/** One invariant and what breaks it, in plain values. */
export type VerifyCheck = {
  readonly id: string;
  readonly title: string;
  /** 0 when it holds. */
  readonly offenders: number;
  /** The first of them. */
  readonly ids: readonly string[];
  readonly tookMs: number;
};

/** Enough to start looking; the count says how many there are. */
export const OFFENDERS_MAX = 20;

/** One statement, so that each invariant is judged on one moment of a database that moves on. */
export async function findOffenders(
  context: InvariantContext,
  { offenders }: Invariant,
): Promise<Offenders> {
  const [row] = await context.sql<{ count: number; ids: string[] }[]>`
    with offenders as materialized (${offenders(context)})
    select (select count(*)::int from offenders) as count,
      array(select id from offenders limit ${OFFENDERS_MAX}) as ids`;
  return row ?? { count: 0, ids: [] };
}

/**
 * In a transaction of its own, that may sort and hash a whole table in memory. It only reads, so
 * nothing is lost with its connection.
 */
export async function findOffendersInMemory(
  { sql }: Pick<Database, "sql">,
  context: Omit<InvariantContext, "sql">,
  invariant: Invariant,
): Promise<Offenders> {
  return sql.begin("read only", async (transaction) => {
    // What is run once is not worth compiling, nor are workers for who is not to crowd out others.
    await transaction`
      select set_config('work_mem', '64MB', true), set_config('jit', 'off', true),
        set_config('max_parallel_workers_per_gather', '0', true)`;
    return findOffenders({ ...context, sql: transaction }, invariant);
  });
}
