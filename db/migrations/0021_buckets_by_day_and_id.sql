-- One index of buckets in place of two: what a run writes for each bucket that it claims.
-- See docs/decisions/0023-buckets-have-one-index.md.
ALTER TABLE "events" DROP CONSTRAINT "events_summed_in_a_balance_of_their_plugin";--> statement-breakpoint
DROP INDEX "balances_by_day";--> statement-breakpoint
ALTER TABLE "balances" DROP CONSTRAINT "balances_developer_id_id_plugin_id_pk";--> statement-breakpoint
ALTER TABLE "balances" ADD CONSTRAINT "balances_developer_id_day_id_plugin_id_pk" PRIMARY KEY("developer_id","day","id","plugin_id");--> statement-breakpoint
-- Its entries are equal only as versions of one bucket, two at most: looking for equal ones finds too few to be worth it.
ALTER INDEX "balances_developer_id_day_id_plugin_id_pk" SET (deduplicate_items = off);--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_summed_in_their_balance" FOREIGN KEY ("developer_id","posted_on","balance_id","plugin_id") REFERENCES "balances"("developer_id","day","id","plugin_id");
