-- Whoever holds a developer's address acts for them. So who joined by one that is theirs no more
-- leaves with it: a wrong address that was put right gives nobody a look at somebody's earnings.
CREATE FUNCTION remit_leave_with_address() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  DELETE FROM members USING users
    WHERE members.developer_id = NEW.id AND users.id = members.user_id
      AND users.email = lower(OLD.email);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER developers_leave_with_address AFTER UPDATE OF email ON developers
  FOR EACH ROW WHEN (lower(OLD.email) IS DISTINCT FROM lower(NEW.email))
  EXECUTE FUNCTION remit_leave_with_address();
