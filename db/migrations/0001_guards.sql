-- What constraints cannot say: rows that never change, and steps that a payout never takes.
-- These triggers stay off distributed tables (Citus has none there); `remit verify` checks the same.

CREATE FUNCTION remit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: correct a mistake with a further row', TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events
  FOR EACH ROW EXECUTE FUNCTION remit_refuse_change();
--> statement-breakpoint
CREATE TRIGGER events_never_truncated BEFORE TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION remit_refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log
  FOR EACH ROW EXECUTE FUNCTION remit_refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_log_never_truncated BEFORE TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION remit_refuse_change();
--> statement-breakpoint
CREATE TRIGGER skips_append_only BEFORE UPDATE OR DELETE ON skips
  FOR EACH ROW EXECUTE FUNCTION remit_refuse_change();
--> statement-breakpoint
CREATE FUNCTION remit_guard_payout() RETURNS trigger LANGUAGE plpgsql AS $$
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
    ('unknown', 'paid'), ('unknown', 'failed'),
    ('failed', 'approved'), ('failed', 'canceled'), ('failed', 'paid'),
    ('paid', 'partly_reversed'), ('paid', 'reversed'), ('partly_reversed', 'reversed')
  ) THEN
    RAISE EXCEPTION 'payout %: no step leads from % to %', OLD.id, OLD.state, NEW.state
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER payouts_take_known_steps BEFORE UPDATE ON payouts
  FOR EACH ROW EXECUTE FUNCTION remit_guard_payout();
--> statement-breakpoint
CREATE TRIGGER payouts_never_deleted BEFORE DELETE ON payouts
  FOR EACH ROW EXECUTE FUNCTION remit_refuse_change();
--> statement-breakpoint
CREATE FUNCTION remit_guard_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.frozen AND (
    NOT NEW.frozen OR
    (NEW.installs, NEW.free_installs, NEW.renewals, NEW.refunds, NEW.amount, NEW.developer_share,
     NEW.platform_share, NEW.refunded_amount, NEW.refunded_share)
    IS DISTINCT FROM
    (OLD.installs, OLD.free_installs, OLD.renewals, OLD.refunds, OLD.amount, OLD.developer_share,
     OLD.platform_share, OLD.refunded_amount, OLD.refunded_share)
  ) THEN
    RAISE EXCEPTION 'balance %: a frozen bucket never changes', OLD.id
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.payout_id IS NOT NULL AND NEW.payout_id IS NOT NULL AND NEW.payout_id <> OLD.payout_id THEN
    RAISE EXCEPTION 'balance %: claimed by payout %', OLD.id, OLD.payout_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER balances_frozen_stay BEFORE UPDATE ON balances
  FOR EACH ROW EXECUTE FUNCTION remit_guard_balance();
--> statement-breakpoint
CREATE FUNCTION remit_guard_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.request, NEW.idempotency_key, NEW.started_at)
     IS DISTINCT FROM (OLD.request, OLD.idempotency_key, OLD.started_at) THEN
    RAISE EXCEPTION 'attempt % of payout %: its request and key are never edited', OLD.no, OLD.payout_id
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER payout_attempts_keep_their_request BEFORE UPDATE ON payout_attempts
  FOR EACH ROW EXECUTE FUNCTION remit_guard_attempt();
--> statement-breakpoint
INSERT INTO audit_head (id, seq, previous_hash, hash) VALUES (1, 0, '', repeat('0', 64));
