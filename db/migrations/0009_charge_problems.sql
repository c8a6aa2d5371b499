CREATE TABLE "charge_problems" (
	"object_id" text PRIMARY KEY NOT NULL,
	"charge_id" text NOT NULL,
	"plugin_tag" text,
	"happened_at" timestamp (6) with time zone NOT NULL,
	"code" text NOT NULL,
	"message" text NOT NULL,
	"noted_at" timestamp (6) with time zone NOT NULL,
	"tried_at" timestamp (6) with time zone NOT NULL,
	"tries" integer DEFAULT 1 NOT NULL,
	"solved_at" timestamp (6) with time zone,
	"solved_by" text,
	"note" text,
	CONSTRAINT "charge_problems_solved_by_somebody" CHECK (("charge_problems"."solved_at" is null) = ("charge_problems"."solved_by" is null)
        and ("charge_problems"."note" is null or "charge_problems"."solved_at" is not null))
);
--> statement-breakpoint
CREATE INDEX "charge_problems_open" ON "charge_problems" USING btree ("noted_at") WHERE "charge_problems"."solved_at" is null;--> statement-breakpoint
CREATE INDEX "charge_problems_of_a_charge" ON "charge_problems" USING btree ("charge_id");--> statement-breakpoint
-- Lists what came from Stripe without a walk past everything else; other events pay nothing for it.
CREATE INDEX "events_from_stripe" ON "events" USING btree ("developer_id","id") WHERE "source" = 'stripe';
