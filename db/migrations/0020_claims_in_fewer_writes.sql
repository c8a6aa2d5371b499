-- A run claims each bucket of a month in one statement; what is written for a bucket is what that takes.
-- See docs/decisions/0022-claims-are-checked-once-a-statement.md.
ALTER TABLE "balances" DROP CONSTRAINT "balances_claimed_by_a_payout";--> statement-breakpoint
DROP INDEX "balances_of_a_payout";--> statement-breakpoint
DROP INDEX "balances_by_day";--> statement-breakpoint
CREATE INDEX "balances_by_day" ON "balances" USING btree ("developer_id","day","payout_id");--> statement-breakpoint
-- Room for the claimed version of each row beside it: without, the row is locked first and then moved.
ALTER TABLE "balances" SET (fillfactor = 50);--> statement-breakpoint
-- A trigger before an update locks each row first, also where its condition never calls it.
DROP TRIGGER balances_frozen_stay ON balances;--> statement-breakpoint
CREATE TRIGGER balances_frozen_stay AFTER UPDATE ON balances
  FOR EACH ROW WHEN (OLD.frozen OR OLD.payout_id IS NOT NULL) EXECUTE FUNCTION remit_guard_balance();
--> statement-breakpoint
-- What the foreign key said, once a statement in place of once a bucket. Payouts are never deleted, emptied
-- or given another id, so that a payout which was there when a bucket was claimed is there for good.
CREATE FUNCTION remit_check_claims() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  stray record;
BEGIN
  SELECT claim.developer_id, claim.payout_id INTO stray
  FROM (SELECT DISTINCT developer_id, payout_id FROM touched WHERE payout_id IS NOT NULL) AS claim
  WHERE NOT EXISTS (
    SELECT FROM payouts AS payout
    WHERE payout.developer_id = claim.developer_id AND payout.id = claim.payout_id
  )
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'payout %: developer % has none that could claim a bucket',
      stray.payout_id, stray.developer_id
      USING ERRCODE = 'foreign_key_violation', TABLE = 'balances',
        CONSTRAINT = 'balances_claimed_by_a_payout';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER balances_claimed_by_a_payout AFTER UPDATE ON balances
  REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION remit_check_claims();
--> statement-breakpoint
-- Recording opens buckets all the time, and none is claimed by then: asked of each row, it costs nothing there.
CREATE FUNCTION remit_check_claim() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM payouts WHERE developer_id = NEW.developer_id AND id = NEW.payout_id
  ) THEN
    RAISE EXCEPTION 'payout %: developer % has none that could claim a bucket',
      NEW.payout_id, NEW.developer_id
      USING ERRCODE = 'foreign_key_violation', TABLE = 'balances',
        CONSTRAINT = 'balances_claimed_by_a_payout';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER balances_opened_by_a_payout AFTER INSERT ON balances
  FOR EACH ROW WHEN (NEW.payout_id IS NOT NULL) EXECUTE FUNCTION remit_check_claim();
--> statement-breakpoint
CREATE TRIGGER payouts_never_truncated BEFORE TRUNCATE ON payouts
  FOR EACH STATEMENT EXECUTE FUNCTION remit_refuse_change();
