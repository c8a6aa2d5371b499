CREATE TABLE "posting_basis" (
	"id" integer PRIMARY KEY NOT NULL,
	"version" uuid NOT NULL,
	CONSTRAINT "posting_basis_is_one_row" CHECK ("posting_basis"."id" = 1)
);
--> statement-breakpoint
INSERT INTO posting_basis (id, version) VALUES (1, gen_random_uuid());
--> statement-breakpoint
CREATE FUNCTION remit_renew_posting_basis() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A statement that changed no row leaves the version as it is.
  IF TG_OP <> 'TRUNCATE' THEN
    IF NOT EXISTS (SELECT FROM changed) THEN
      RETURN NULL;
    END IF;
  END IF;
  UPDATE posting_basis SET version = gen_random_uuid();
  RETURN NULL;
END $$;
--> statement-breakpoint
DO $$
DECLARE
  basis text;
BEGIN
  FOREACH basis IN ARRAY ARRAY['plugin_owners', 'plugin_shares', 'revenue_terms', 'periods'] LOOP
    EXECUTE format('CREATE TRIGGER posting_basis_inserted AFTER INSERT ON %I
      REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION remit_renew_posting_basis()', basis);
    EXECUTE format('CREATE TRIGGER posting_basis_updated AFTER UPDATE ON %I
      REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION remit_renew_posting_basis()', basis);
    EXECUTE format('CREATE TRIGGER posting_basis_deleted AFTER DELETE ON %I
      REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION remit_renew_posting_basis()', basis);
    EXECUTE format('CREATE TRIGGER posting_basis_truncated AFTER TRUNCATE ON %I
      FOR EACH STATEMENT EXECUTE FUNCTION remit_renew_posting_basis()', basis);
  END LOOP;
END $$;
