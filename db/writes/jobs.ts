import type { Database } from "@/db/client";
import type { JobName, JobOutcome } from "@/lib/domain/job";

type Sql = Pick<Database, "sql">;

export type JobClaim = {
  readonly name: JobName;
  readonly slot: Date;
  readonly token: string;
  readonly until: Date;
  readonly at: Date;
  readonly by: string;
  /** Run it although its date is over: somebody asked. */
  readonly isAsked: boolean;
};

const RETRY_AFTER = "10 minutes";

/** When the run before ended; absent when there was none, or none that came to its end. */
export type ClaimedJob = { readonly doneAt: Date | undefined };

/**
 * Takes a job for its date. One worker gets it: the row decides. Nobody does while another one
 * runs it; a run that failed, or whose worker went silent, is made up for.
 */
export async function claimJob(
  { sql }: Sql,
  { name, slot, token, until, at, by, isAsked }: JobClaim,
): Promise<ClaimedJob | undefined> {
  const [row] = await sql<{ done_at: Date | null }[]>`
    insert into jobs as known (name, slot, started_at, started_by, lease_token, lease_until)
    values (${name}, ${slot}, ${at}, ${by}, ${token}::uuid, ${until})
    on conflict (name) do update set slot = greatest(known.slot, excluded.slot),
      started_at = excluded.started_at, started_by = excluded.started_by,
      lease_token = excluded.lease_token, lease_until = excluded.lease_until
    where (known.lease_until is null or known.lease_until <= ${at})
      and (${isAsked} or known.slot < excluded.slot or known.lease_token is not null
        or (known.outcome = 'failed'
          and known.finished_at <= ${at}::timestamptz - ${RETRY_AFTER}::interval))
    returning case when outcome <> 'failed' then finished_at end as done_at`;
  return row && { doneAt: row.done_at ?? undefined };
}

/** Writes how a run ended; only whoever holds it may. */
export async function finishJob(
  { sql }: Sql,
  end: {
    readonly name: JobName;
    readonly token: string;
    readonly at: Date;
    readonly outcome: JobOutcome;
    readonly message: string;
  },
): Promise<void> {
  await sql`
    update jobs set lease_token = null, lease_until = null, finished_at = ${end.at},
      outcome = ${end.outcome}, message = ${end.message}
    where name = ${end.name} and lease_token = ${end.token}::uuid`;
}
