CREATE TABLE "sending_pauses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"currency" text NOT NULL,
	"paused_at" timestamp (6) with time zone NOT NULL,
	"developer_id" text NOT NULL,
	"payout_id" uuid NOT NULL,
	"attempt_no" integer NOT NULL,
	"available" bigint,
	"read_at" timestamp (6) with time zone,
	"checked_at" timestamp (6) with time zone,
	"resumed_at" timestamp (6) with time zone,
	"resumed_by" text,
	CONSTRAINT "sending_pauses_read_has_a_time" CHECK (("sending_pauses"."available" is null) = ("sending_pauses"."read_at" is null)),
	CONSTRAINT "sending_pauses_resumed_by_somebody" CHECK (("sending_pauses"."resumed_at" is null) = ("sending_pauses"."resumed_by" is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX "sending_pauses_one_open_per_currency" ON "sending_pauses" USING btree ("currency") WHERE "sending_pauses"."resumed_at" is null;--> statement-breakpoint
CREATE INDEX "sending_pauses_of_a_currency" ON "sending_pauses" USING btree ("currency","resumed_at");--> statement-breakpoint
-- A payout that Stripe's balance did not cover goes back to waiting, approved as before.
CREATE OR REPLACE FUNCTION remit_guard_payout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.developer_id, NEW.id, NEW.run_id, NEW.period, NEW.currency, NEW.amount, NEW.created_at)
     IS DISTINCT FROM
     (OLD.developer_id, OLD.id, OLD.run_id, OLD.period, OLD.currency, OLD.amount, OLD.created_at)
  THEN
    RAISE EXCEPTION 'payout %: what is owed to whom is never edited', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.transfer_id IS NOT NULL AND NEW.transfer_id IS DISTINCT FROM OLD.transfer_id THEN
    RAISE EXCEPTION 'payout %: its transfer is never replaced', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state <> OLD.state AND (OLD.state::text, NEW.state::text) NOT IN (
    ('ready', 'approved'), ('ready', 'canceled'),
    ('approved', 'submitting'), ('approved', 'canceled'),
    ('submitting', 'paid'), ('submitting', 'failed'), ('submitting', 'unknown'),
    ('submitting', 'approved'), ('unknown', 'approved'),
    ('unknown', 'paid'), ('unknown', 'failed'),
    ('failed', 'approved'), ('failed', 'canceled'), ('failed', 'paid'),
    ('paid', 'partly_reversed'), ('paid', 'reversed'), ('partly_reversed', 'reversed')
  ) THEN
    RAISE EXCEPTION 'payout %: no step leads from % to %', OLD.id, OLD.state, NEW.state
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
