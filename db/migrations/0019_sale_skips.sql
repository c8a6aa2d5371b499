CREATE TYPE "public"."sale_skip_reason" AS ENUM('not_instant', 'on_hold', 'owes_marketplace', 'not_onboarded', 'onboarding_incomplete', 'under_review', 'restricted_by_stripe', 'rejected_by_stripe', 'below_minimum');--> statement-breakpoint
CREATE TABLE "sale_skips" (
	"developer_id" text NOT NULL,
	"event_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"reason" "sale_skip_reason" NOT NULL,
	"amount" bigint NOT NULL,
	"minimum" bigint NOT NULL,
	"balance" bigint NOT NULL,
	"created_at" timestamp (6) with time zone NOT NULL,
	"requirements_due" text[] DEFAULT '{}' NOT NULL,
	"disabled_reason" text,
	CONSTRAINT "sale_skips_developer_id_event_id_pk" PRIMARY KEY("developer_id","event_id"),
	CONSTRAINT "sale_skips_in_debt_owe" CHECK ("sale_skips"."reason" <> 'owes_marketplace' or "sale_skips"."balance" < "sale_skips"."amount"),
	CONSTRAINT "sale_skips_below_the_minimum_are" CHECK ("sale_skips"."reason" <> 'below_minimum' or "sale_skips"."amount" < "sale_skips"."minimum")
);
--> statement-breakpoint
ALTER TABLE "sale_skips" ADD CONSTRAINT "sale_skips_of_a_sale" FOREIGN KEY ("developer_id","event_id") REFERENCES "public"."events"("developer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sale_skips_by_time" ON "sale_skips" USING btree ("created_at","event_id","developer_id");--> statement-breakpoint
CREATE TRIGGER sale_skips_append_only BEFORE UPDATE OR DELETE ON sale_skips
  FOR EACH ROW EXECUTE FUNCTION remit_refuse_change();
