import { integration, type PlantedBug, simulations } from "./planted-bug";

const RECORDING = integration("lib/use-cases/record-events.integration.test.ts");
const LATE = integration("lib/use-cases/record-late-events.integration.test.ts");

/** Mistakes in keeping what happened. */
export const BUGS_IN_RECORDING: readonly PlantedBug[] = [
  {
    id: "repeated_report_recorded",
    what: "a report that was seen before is recorded again",
    file: "db/writes/record-events.ts",
    find: "      where seen.external_id is null\n",
    plant: "      where seen.external_id is null or true\n",
    caughtBy: RECORDING,
  },
  {
    id: "conflict_as_duplicate",
    what: "other content under a known id is called a duplicate",
    file: "lib/use-cases/write-decisions.ts",
    find: "if (first.requestHash === requestHash) return",
    plant: "if (first.requestHash !== undefined || requestHash) return",
    caughtBy: simulations(60),
  },
  {
    id: "bucket_behind_events",
    what: "a bucket keeps the developer's share of its first batch only",
    file: "db/writes/record-events.ts",
    find: "developer_share = bucket.developer_share + excluded.developer_share,",
    plant: "developer_share = bucket.developer_share,",
    caughtBy: RECORDING,
  },
  {
    id: "typed_by_nobody",
    what: "an event is recorded by hand without its author in the same statement",
    file: "lib/use-cases/record-by-hand.ts",
    find: "{ ...options, author: admin.name }",
    plant: "{ ...options }",
    caughtBy: integration("lib/use-cases/record-by-hand.integration.test.ts"),
  },
  {
    id: "closed_without_lock",
    what: "a month is closed while events are being recorded into it",
    file: "db/writes/record-events.ts",
    find: "      order by period for share\n",
    plant: "      order by period\n",
    caughtBy: LATE,
  },
  {
    id: "owner_of_today",
    what: "a sale goes to who owns the plugin now, not to who did when it happened",
    file: "lib/use-cases/post-sales.ts",
    find: "known.find(({ effectiveFrom }) => effectiveFrom <= occurredAt)",
    plant: "known.find(({ effectiveFrom }) => effectiveFrom > occurredAt) ?? known[0]",
    caughtBy: integration("lib/use-cases/record-shared-events.integration.test.ts"),
  },
  {
    id: "facts_of_yesterday",
    what: "a sale is split by what was remembered, whatever was agreed since",
    file: "lib/use-cases/record-events.ts",
    find: "{ decisions, basis: facts.version }",
    plant: "{ decisions }",
    caughtBy: integration("lib/use-cases/record-known-facts.integration.test.ts"),
  },
  {
    id: "claimed_bucket_grows",
    what: "a bucket that a payout claimed goes on taking events",
    file: "db/writes/prepare-run.ts",
    find: "      set frozen = true, payout_id = case",
    plant: "      set payout_id = case",
    caughtBy: integration("lib/use-cases/prepare-run.integration.test.ts"),
  },
  {
    id: "return_counted_twice",
    what: "what was taken back in two parts is owed again more than once",
    file: "db/writes/mirror-reversal.ts",
    find: `\${reversed}::bigint - known.reversed_amount as returned`,
    plant: `\${reversed}::bigint as returned`,
    caughtBy: integration("lib/use-cases/reverse-payout.integration.test.ts"),
  },
  {
    id: "refund_counted_again_on_retry",
    what: "a correction that was recorded before is decided anew",
    file: "lib/use-cases/post-corrections.ts",
    find: "if (recorded) return { reported: item, recorded };",
    plant: "if (recorded && inBatch.size < 0) return { reported: item, recorded };",
    caughtBy: integration("lib/use-cases/record-corrections.integration.test.ts"),
  },
];
