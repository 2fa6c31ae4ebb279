-- A block is news to the pages of both that are open: their introductions are
-- others now. Neither which, nor who, nor why is said; whoever asks anew sees what
-- is left, as at any other change.
CREATE FUNCTION block_event() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO serendip.events (member, kind)
	SELECT DISTINCT two.member, 'introduction'
	FROM fresh t, LATERAL (VALUES (t.low), (t.high)) AS two(member)
	WHERE t.kind = 'blocks' AND EXISTS (
	    SELECT FROM serendip.introduction_members a
	    JOIN serendip.introduction_members b USING (introduction)
	    WHERE a.member = t.low AND b.member = t.high);
	RETURN NULL;
END $$;
CREATE TRIGGER block_event
AFTER INSERT ON ties REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION block_event();
