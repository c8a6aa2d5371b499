CREATE TABLE "accounting_zone" (
	"id" integer PRIMARY KEY NOT NULL,
	"zone" text NOT NULL,
	CONSTRAINT "accounting_zone_is_one_row" CHECK ("accounting_zone"."id" = 1)
);
--> statement-breakpoint
-- Nobody posts meanwhile, and whoever has decided in the former zone finds another version.
CREATE FUNCTION remit_guard_accounting_zone() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM events) THEN
    LOCK TABLE events IN SHARE MODE;
  END IF;
  IF EXISTS (SELECT FROM events) THEN
    RAISE EXCEPTION 'the books have events: their days stay those of the zone that they were posted in'
      USING ERRCODE = 'restrict_violation';
  END IF;
  UPDATE posting_basis SET version = gen_random_uuid();
  RETURN coalesce(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER accounting_zone_stays BEFORE UPDATE OR DELETE ON accounting_zone
  FOR EACH ROW EXECUTE FUNCTION remit_guard_accounting_zone();
--> statement-breakpoint
CREATE TRIGGER accounting_zone_never_truncated BEFORE TRUNCATE ON accounting_zone
  FOR EACH STATEMENT EXECUTE FUNCTION remit_refuse_change();
