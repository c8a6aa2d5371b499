ALTER TABLE "balances" ADD COLUMN "waits_for_instant" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "source_charge" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "event_id" uuid;--> statement-breakpoint
CREATE INDEX "balances_waiting_for_instant" ON "balances" USING btree ("developer_id","id") WHERE "balances"."waits_for_instant" and "balances"."payout_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "runs_one_per_sale" ON "runs" USING btree ("developer_id","event_id") WHERE "runs"."event_id" is not null;--> statement-breakpoint
CREATE INDEX "runs_of_sales" ON "runs" USING btree ("prepared_at") WHERE "runs"."event_id" is not null;--> statement-breakpoint
CREATE INDEX "runs_of_sales_to_approve" ON "runs" USING btree ("id") WHERE "runs"."event_id" is not null and "runs"."state" = 'prepared';--> statement-breakpoint
ALTER TABLE "balances" ADD CONSTRAINT "balances_waiting_are_frozen" CHECK (not "balances"."waits_for_instant" or "balances"."frozen");--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_of_a_sale_have_a_developer" CHECK ("runs"."event_id" is null or ("runs"."developer_id" is not null and "runs"."plugin_id" is null));