-- One index fewer for each bucket that a run claims: the key of buckets ends in their plugin, so that
-- events still refer to bucket and plugin at once.
ALTER TABLE "events" DROP CONSTRAINT "events_summed_in_a_balance_of_their_plugin";--> statement-breakpoint
ALTER TABLE "balances" DROP CONSTRAINT "balances_have_one_plugin";--> statement-breakpoint
ALTER TABLE "balances" DROP CONSTRAINT "balances_developer_id_id_pk";--> statement-breakpoint
ALTER TABLE "balances" ADD CONSTRAINT "balances_developer_id_id_plugin_id_pk" PRIMARY KEY("developer_id","id","plugin_id");--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_summed_in_a_balance_of_their_plugin" FOREIGN KEY ("developer_id","balance_id","plugin_id") REFERENCES "balances"("developer_id","id","plugin_id");--> statement-breakpoint
CREATE INDEX "payouts_by_payment" ON "payouts" USING btree ("paid_at","id") WHERE "payouts"."transfer_id" is not null;--> statement-breakpoint
-- A bucket that takes events has nothing to guard yet: the check is only called where it can refuse.
DROP TRIGGER balances_frozen_stay ON balances;--> statement-breakpoint
CREATE TRIGGER balances_frozen_stay BEFORE UPDATE ON balances
  FOR EACH ROW WHEN (OLD.frozen OR OLD.payout_id IS NOT NULL) EXECUTE FUNCTION remit_guard_balance();
