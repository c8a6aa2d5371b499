CREATE TABLE "close_schedules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"day" integer,
	"hour" integer,
	"approves" boolean NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp (6) with time zone NOT NULL,
	CONSTRAINT "close_schedules_day_in_every_month" CHECK ("close_schedules"."day" between 1 and 28),
	CONSTRAINT "close_schedules_hour_of_a_day" CHECK ("close_schedules"."hour" between 0 and 23),
	CONSTRAINT "close_schedules_day_and_hour" CHECK (("close_schedules"."day" is null) = ("close_schedules"."hour" is null)
        and not ("close_schedules"."approves" and "close_schedules"."day" is null))
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"name" text PRIMARY KEY NOT NULL,
	"slot" timestamp (6) with time zone NOT NULL,
	"started_at" timestamp (6) with time zone NOT NULL,
	"started_by" text NOT NULL,
	"lease_token" uuid,
	"lease_until" timestamp (6) with time zone,
	"finished_at" timestamp (6) with time zone,
	"outcome" text,
	"message" text,
	CONSTRAINT "jobs_are_known" CHECK ("jobs"."name" in ('sweep', 'verify', 'reconcile', 'close')),
	CONSTRAINT "jobs_end_somehow" CHECK ("jobs"."outcome" in ('done', 'problems', 'failed')),
	CONSTRAINT "jobs_finished_have_an_outcome" CHECK (("jobs"."finished_at" is null) = ("jobs"."outcome" is null)
        and ("jobs"."outcome" is null) = ("jobs"."message" is null)),
	CONSTRAINT "jobs_lease_has_an_end" CHECK (("jobs"."lease_token" is null) = ("jobs"."lease_until" is null))
);
--> statement-breakpoint
CREATE INDEX "close_schedules_in_order" ON "close_schedules" USING btree ("set_at","id");--> statement-breakpoint
CREATE TRIGGER close_schedules_append_only BEFORE UPDATE OR DELETE ON close_schedules
  FOR EACH ROW EXECUTE FUNCTION remit_refuse_change();
