-- That something was reported or decided on is news to operators who are members,
-- but for whoever it is about. The event says only that.
ALTER TABLE events DROP CONSTRAINT events_kind_check;
ALTER TABLE events ADD CONSTRAINT events_kind_check CHECK (kind IN
    ('introduction', 'message', 'round', 'session', 'report'));

CREATE FUNCTION report_event() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO serendip.events (member, kind)
	SELECT m.id, 'report' FROM serendip.members m
	WHERE m.is_operator AND NOT serendip.is_party(NEW, m.id);
	RETURN NULL;
END $$;
CREATE TRIGGER report_event
AFTER INSERT OR UPDATE OF state ON reports
FOR EACH ROW EXECUTE FUNCTION report_event();
