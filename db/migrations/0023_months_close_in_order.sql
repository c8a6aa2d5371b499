-- Closing looks for earlier months that are open, and opening one for later months that are closed,
-- each as its statement began. So they take turns on the one row that both renew, and whoever comes
-- second looks again, at what is there by then: it lost a race, and is to be run anew.
CREATE FUNCTION remit_check_month_order() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  early text;
BEGIN
  IF NOT EXISTS (SELECT FROM changed) THEN
    RETURN NULL;
  END IF;
  PERFORM FROM posting_basis FOR UPDATE;
  SELECT earlier.period INTO early
  FROM periods AS earlier JOIN periods AS later ON later.period > earlier.period
  WHERE earlier.closed_at IS NULL AND later.closed_at IS NOT NULL
    AND (SELECT count(*) FROM changed WHERE period IN (earlier.period, later.period)) > 0
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'month %: it would be open before one that is closed', early
      USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER periods_open_in_order AFTER INSERT ON periods
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION remit_check_month_order();
--> statement-breakpoint
CREATE TRIGGER periods_close_in_order AFTER UPDATE ON periods
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION remit_check_month_order();
