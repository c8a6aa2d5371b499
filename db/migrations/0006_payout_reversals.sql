CREATE TABLE "payout_reversals" (
	"developer_id" text NOT NULL,
	"payout_id" uuid NOT NULL,
	"no" integer NOT NULL,
	"amount" bigint NOT NULL,
	"reason" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp (6) with time zone NOT NULL,
	"request" jsonb NOT NULL,
	"idempotency_key" text NOT NULL,
	"state" text NOT NULL,
	"reversal_id" text,
	"code" text,
	"detail" text,
	"finished_at" timestamp (6) with time zone,
	"check_at" timestamp (6) with time zone,
	CONSTRAINT "payout_reversals_developer_id_payout_id_no_pk" PRIMARY KEY("developer_id","payout_id","no"),
	CONSTRAINT "payout_reversals_positive" CHECK ("payout_reversals"."amount" > 0),
	CONSTRAINT "payout_reversals_facts_of_state" CHECK (case "payout_reversals"."state"
        when 'requested' then "payout_reversals"."check_at" is not null and "payout_reversals"."finished_at" is null
        when 'unknown' then "payout_reversals"."check_at" is not null and "payout_reversals"."finished_at" is null
        when 'made' then "payout_reversals"."reversal_id" is not null and "payout_reversals"."finished_at" is not null
          and "payout_reversals"."check_at" is null
        when 'refused' then "payout_reversals"."code" is not null and "payout_reversals"."finished_at" is not null
          and "payout_reversals"."check_at" is null
        else false end)
);
--> statement-breakpoint
ALTER TABLE "payout_reversals" ADD CONSTRAINT "payout_reversals_of_a_payout" FOREIGN KEY ("developer_id","payout_id") REFERENCES "public"."payouts"("developer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "payout_reversals_one_per_key" ON "payout_reversals" USING btree ("idempotency_key","developer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_reversals_one_open" ON "payout_reversals" USING btree ("developer_id","payout_id") WHERE "payout_reversals"."state" in ('requested', 'unknown');--> statement-breakpoint
CREATE INDEX "payout_reversals_to_look_up" ON "payout_reversals" USING btree ("check_at") WHERE "payout_reversals"."check_at" is not null;--> statement-breakpoint
CREATE FUNCTION remit_guard_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.amount, NEW.reason, NEW.requested_by, NEW.requested_at, NEW.request, NEW.idempotency_key)
     IS DISTINCT FROM
     (OLD.amount, OLD.reason, OLD.requested_by, OLD.requested_at, OLD.request, OLD.idempotency_key)
     OR OLD.state = 'made'
  THEN
    RAISE EXCEPTION 'reversal % of payout %: what was asked for is never edited', OLD.no, OLD.payout_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER payout_reversals_keep_their_request BEFORE UPDATE ON payout_reversals
  FOR EACH ROW EXECUTE FUNCTION remit_guard_reversal();
--> statement-breakpoint
CREATE TRIGGER payout_reversals_never_deleted BEFORE DELETE ON payout_reversals
  FOR EACH ROW EXECUTE FUNCTION remit_refuse_change();
