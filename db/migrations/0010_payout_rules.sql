ALTER TYPE "public"."skip_reason" ADD VALUE 'restricted_by_stripe' BEFORE 'rejected_by_stripe';--> statement-breakpoint
ALTER TYPE "public"."skip_reason" ADD VALUE 'holding_days';--> statement-breakpoint
CREATE TABLE "payout_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"from_period" text NOT NULL,
	"holding_days" integer NOT NULL,
	"sweep_month" integer,
	"set_by" text NOT NULL,
	"set_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "payout_rules_from_a_month" CHECK ("payout_rules"."from_period" ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
	CONSTRAINT "payout_rules_holding_days_in_range" CHECK ("payout_rules"."holding_days" between 0 and 180),
	CONSTRAINT "payout_rules_sweep_in_a_month" CHECK ("payout_rules"."sweep_month" between 1 and 12)
);
--> statement-breakpoint
ALTER TABLE "connected_accounts" ADD COLUMN "first_ready_at" timestamp (6) with time zone;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "minimum" bigint;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "rule_id" uuid;--> statement-breakpoint
ALTER TABLE "skips" ADD COLUMN "payable_from" date;--> statement-breakpoint
ALTER TABLE "skips" ADD COLUMN "requirements_due" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "skips" ADD COLUMN "disabled_reason" text;--> statement-breakpoint
CREATE INDEX "payout_rules_in_order" ON "payout_rules" USING btree ("from_period","set_at");--> statement-breakpoint
ALTER TABLE "runs" ADD CONSTRAINT "runs_rule_id_payout_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."payout_rules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE TRIGGER payout_rules_append_only BEFORE UPDATE OR DELETE ON payout_rules
  FOR EACH ROW EXECUTE FUNCTION remit_refuse_change();
--> statement-breakpoint
-- Accounts that take transfers now have taken them at the latest since they were last read.
UPDATE connected_accounts SET first_ready_at = fetched_at WHERE readiness = 'ready';
