-- An hour that is proposed, answered or cancelled is news of its introduction, for
-- whoever is still there.
CREATE FUNCTION meeting_event() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO serendip.events (member, kind, introduction)
	SELECT DISTINCT a.member, 'introduction', a.introduction
	FROM serendip.introduction_audience a
	WHERE a.introduction = NEW.introduction;
	RETURN NULL;
END $$;
CREATE TRIGGER meeting_event
AFTER INSERT OR UPDATE ON meetings FOR EACH ROW EXECUTE FUNCTION meeting_event();
CREATE TRIGGER meeting_answer_event
AFTER INSERT OR UPDATE ON meeting_answers
FOR EACH ROW EXECUTE FUNCTION meeting_event();
