CREATE TABLE "payout_returns" (
	"developer_id" text NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"payout_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"amount" bigint NOT NULL,
	"day" date NOT NULL,
	"returned_at" timestamp (6) with time zone NOT NULL,
	"paid_again_by" uuid,
	CONSTRAINT "payout_returns_developer_id_id_pk" PRIMARY KEY("developer_id","id"),
	CONSTRAINT "payout_returns_positive" CHECK ("payout_returns"."amount" > 0),
	CONSTRAINT "payout_returns_by_another" CHECK ("payout_returns"."paid_again_by" <> "payout_returns"."payout_id")
);
--> statement-breakpoint
ALTER TABLE "payout_returns" ADD CONSTRAINT "payout_returns_came_from_a_payout" FOREIGN KEY ("developer_id","payout_id") REFERENCES "public"."payouts"("developer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_returns" ADD CONSTRAINT "payout_returns_paid_again_by_a_payout" FOREIGN KEY ("developer_id","paid_again_by") REFERENCES "public"."payouts"("developer_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payout_returns_of_a_payout" ON "payout_returns" USING btree ("developer_id","payout_id");--> statement-breakpoint
CREATE INDEX "payout_returns_claimed" ON "payout_returns" USING btree ("developer_id","paid_again_by");--> statement-breakpoint
CREATE FUNCTION remit_guard_return() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.developer_id, NEW.id, NEW.payout_id, NEW.currency, NEW.amount, NEW.day, NEW.returned_at)
     IS DISTINCT FROM
     (OLD.developer_id, OLD.id, OLD.payout_id, OLD.currency, OLD.amount, OLD.day, OLD.returned_at)
  THEN
    RAISE EXCEPTION 'return %: what came back is never edited', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.paid_again_by IS NOT NULL AND NEW.paid_again_by IS NOT NULL
     AND NEW.paid_again_by <> OLD.paid_again_by THEN
    RAISE EXCEPTION 'return %: claimed by payout %', OLD.id, OLD.paid_again_by
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER payout_returns_stay BEFORE UPDATE ON payout_returns
  FOR EACH ROW EXECUTE FUNCTION remit_guard_return();
--> statement-breakpoint
CREATE TRIGGER payout_returns_never_deleted BEFORE DELETE ON payout_returns
  FOR EACH ROW EXECUTE FUNCTION remit_refuse_change();
--> statement-breakpoint
-- What was taken back before this table: owed again from today on, since past months are closed.
INSERT INTO payout_returns (developer_id, payout_id, currency, amount, day, returned_at)
SELECT developer_id, id, currency, reversed_amount, (now() AT TIME ZONE 'UTC')::date, now()
FROM payouts WHERE reversed_amount > 0;
