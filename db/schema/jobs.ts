import { sql } from "drizzle-orm";
import { check, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { JOB_OUTCOMES, JOBS } from "@/lib/domain/job";
import { instant } from "./columns";

const oneOf = (values: readonly string[]) =>
  sql.raw(values.map((value) => `'${value}'`).join(", "));

/**
 * What the worker does by the clock: one row a job, with its last run. Of several workers the one
 * that moves `slot` on runs the job; a lease that ran out unfinished lets another one have it.
 */
export const jobs = pgTable(
  "jobs",
  {
    name: text("name").primaryKey(),
    /** The date that the last run made up for. */
    slot: instant("slot").notNull(),
    startedAt: instant("started_at").notNull(),
    startedBy: text("started_by").notNull(),
    leaseToken: uuid("lease_token"),
    leaseUntil: instant("lease_until"),
    /** Of the last run that came to an end. */
    finishedAt: instant("finished_at"),
    outcome: text("outcome"),
    message: text("message"),
  },
  (job) => [
    check("jobs_are_known", sql`${job.name} in (${oneOf(JOBS)})`),
    check("jobs_end_somehow", sql`${job.outcome} in (${oneOf(JOB_OUTCOMES)})`),
    check(
      "jobs_finished_have_an_outcome",
      sql`(${job.finishedAt} is null) = (${job.outcome} is null)
        and (${job.outcome} is null) = (${job.message} is null)`,
    ),
    check("jobs_lease_has_an_end", sql`(${job.leaseToken} is null) = (${job.leaseUntil} is null)`),
  ],
);
