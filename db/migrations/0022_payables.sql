-- Payouts claim a month of a plugin in place of each of its days.
-- See docs/decisions/0024-payouts-claim-payables.md.
CREATE TABLE "payables" (
	"developer_id" text NOT NULL,
	"id" uuid NOT NULL,
	"plugin_id" text NOT NULL,
	"currency" text NOT NULL,
	"period" text NOT NULL,
	"is_sale" boolean DEFAULT false NOT NULL,
	"waits_for_instant" boolean DEFAULT false NOT NULL,
	"payout_id" uuid,
	CONSTRAINT "payables_developer_id_id_pk" PRIMARY KEY("developer_id","id"),
	CONSTRAINT "payables_waiting_are_sales" CHECK (not "payables"."waits_for_instant" or "payables"."is_sale")
);
--> statement-breakpoint
ALTER TABLE "balances" ADD COLUMN "payable_id" uuid;--> statement-breakpoint
DROP TRIGGER balances_frozen_stay ON balances;--> statement-breakpoint
DROP TRIGGER balances_claimed_by_a_payout ON balances;--> statement-breakpoint
DROP TRIGGER balances_opened_by_a_payout ON balances;--> statement-breakpoint
DROP FUNCTION remit_check_claims();--> statement-breakpoint
DROP FUNCTION remit_check_claim();--> statement-breakpoint
-- A month's id follows from what it is of. Where two payouts each claimed a part of one month, each part gets
-- a payable; what is unclaimed comes first and has the month's id.
UPDATE "balances" AS bucket SET "payable_id" = CASE
    WHEN placed.is_sale THEN bucket.id
    WHEN placed.no = 1 THEN
      md5(concat_ws(' ', bucket.developer_id, bucket.plugin_id, bucket.currency, placed.period))::uuid
    ELSE md5(concat_ws(' ', bucket.developer_id, bucket.plugin_id, bucket.currency, placed.period,
      bucket.payout_id))::uuid
  END
FROM (
  SELECT developer_id, day, id, plugin_id, period, is_sale,
    dense_rank() OVER (PARTITION BY developer_id, plugin_id, currency, period, is_sale
      ORDER BY payout_id NULLS FIRST) AS no
  FROM (
    SELECT known.*, to_char(known.day, 'YYYY-MM') AS period, EXISTS (
        SELECT FROM events AS sale
        WHERE sale.developer_id = known.developer_id AND sale.id = known.id
      ) AS is_sale
    FROM balances AS known
  ) AS month
) AS placed
WHERE (bucket.developer_id, bucket.day, bucket.id, bucket.plugin_id)
  = (placed.developer_id, placed.day, placed.id, placed.plugin_id);
--> statement-breakpoint
INSERT INTO "payables"
SELECT DISTINCT developer_id, payable_id, plugin_id, currency, to_char(day, 'YYYY-MM'), payable_id = id,
  waits_for_instant, payout_id
FROM balances;
--> statement-breakpoint
ALTER TABLE "payables" ADD CONSTRAINT "payables_claimed_by_a_payout" FOREIGN KEY ("developer_id","payout_id") REFERENCES "payouts"("developer_id","id");--> statement-breakpoint
CREATE INDEX "payables_unsettled" ON "payables" USING btree ("developer_id","currency","period") WHERE "payables"."payout_id" is null;--> statement-breakpoint
CREATE INDEX "payables_waiting_for_instant" ON "payables" USING btree ("id") WHERE "payables"."waits_for_instant" and "payables"."payout_id" is null;--> statement-breakpoint
CREATE INDEX "payables_of_a_payout" ON "payables" USING btree ("developer_id","payout_id") WHERE "payables"."payout_id" is not null;--> statement-breakpoint
ALTER TABLE "balances" DROP CONSTRAINT "balances_claimed_are_frozen";--> statement-breakpoint
ALTER TABLE "balances" DROP CONSTRAINT "balances_waiting_are_frozen";--> statement-breakpoint
DROP INDEX "balances_unsettled";--> statement-breakpoint
DROP INDEX "balances_waiting_for_instant";--> statement-breakpoint
ALTER TABLE "balances" ALTER COLUMN "payable_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "balances" ADD CONSTRAINT "balances_part_of_a_payable" FOREIGN KEY ("developer_id","payable_id") REFERENCES "payables"("developer_id","id");--> statement-breakpoint
CREATE INDEX "balances_of_a_payable" ON "balances" USING btree ("developer_id","payable_id");--> statement-breakpoint
ALTER TABLE "balances" DROP COLUMN "payout_id";--> statement-breakpoint
ALTER TABLE "balances" DROP COLUMN "waits_for_instant";--> statement-breakpoint
-- Claims no longer write buckets, so that these need no room for it.
ALTER TABLE "balances" RESET (fillfactor);--> statement-breakpoint
CREATE VIEW "claimed_balances" AS (select "balances"."developer_id", "balances"."id", "balances"."plugin_id", "balances"."day", "balances"."currency", "balances"."payable_id", "balances"."installs", "balances"."free_installs", "balances"."renewals", "balances"."refunds", "balances"."amount", "balances"."developer_share", "balances"."platform_share", "balances"."refunded_amount", "balances"."refunded_share", "balances"."frozen", "payables"."payout_id", "payables"."waits_for_instant" from "balances" inner join "payables" on ("payables"."developer_id" = "balances"."developer_id" and "payables"."id" = "balances"."payable_id"));
--> statement-breakpoint
CREATE OR REPLACE FUNCTION remit_guard_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW.frozen OR
    (NEW.payable_id, NEW.installs, NEW.free_installs, NEW.renewals, NEW.refunds, NEW.amount,
     NEW.developer_share, NEW.platform_share, NEW.refunded_amount, NEW.refunded_share)
    IS DISTINCT FROM
    (OLD.payable_id, OLD.installs, OLD.free_installs, OLD.renewals, OLD.refunds, OLD.amount,
     OLD.developer_share, OLD.platform_share, OLD.refunded_amount, OLD.refunded_share)
  THEN
    RAISE EXCEPTION 'balance %: a frozen bucket never changes', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER balances_frozen_stay AFTER UPDATE ON balances
  FOR EACH ROW WHEN (OLD.frozen) EXECUTE FUNCTION remit_guard_balance();
--> statement-breakpoint
CREATE FUNCTION remit_guard_payable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    RAISE EXCEPTION 'payable %: opened as claimed by payout %', NEW.id, NEW.payout_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.payout_id <> NEW.payout_id THEN
    RAISE EXCEPTION 'payable %: claimed by payout %', OLD.id, OLD.payout_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RAISE EXCEPTION 'payable %: what it is of never changes', OLD.id
    USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER payables_stay AFTER UPDATE ON payables
  FOR EACH ROW WHEN (OLD.payout_id <> NEW.payout_id
    OR (OLD.developer_id, OLD.id, OLD.plugin_id, OLD.currency, OLD.period, OLD.is_sale)
      IS DISTINCT FROM
      (NEW.developer_id, NEW.id, NEW.plugin_id, NEW.currency, NEW.period, NEW.is_sale))
  EXECUTE FUNCTION remit_guard_payable();
--> statement-breakpoint
CREATE TRIGGER payables_opened_unclaimed AFTER INSERT ON payables
  FOR EACH ROW WHEN (NEW.payout_id IS NOT NULL) EXECUTE FUNCTION remit_guard_payable();
--> statement-breakpoint
-- A month that still takes events is never claimed.
CREATE FUNCTION remit_check_claims() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  early record;
BEGIN
  SELECT payable.id, payable.period INTO early
  FROM touched AS payable
  WHERE payable.payout_id IS NOT NULL AND NOT payable.is_sale
    AND NOT EXISTS (
      SELECT FROM periods WHERE periods.period = payable.period AND periods.closed_at IS NOT NULL
    )
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'payable %: % is not closed, so that no payout can claim it', early.id, early.period
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER payables_claimed_when_closed AFTER UPDATE ON payables
  REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION remit_check_claims();
