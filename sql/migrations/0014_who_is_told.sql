-- Who is told of an introduction and of an hour to meet, and of what.

-- Whether all members of a meeting who are still there have said yes, but for who
-- proposed it and this one.
CREATE FUNCTION all_accept(meetings, but uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT NOT EXISTS (SELECT FROM introduction_members s
	    JOIN introductions i ON i.id = s.introduction
	        AND left_at(i, s) IS NULL
	    JOIN members p ON p.id = s.member AND p.state = 'active'
	    LEFT JOIN meeting_answers a ON a.introduction = s.introduction
	        AND a.member = s.member
	    WHERE s.introduction = $1.introduction
	        AND s.member IS DISTINCT FROM $1.by
	        AND s.member IS DISTINCT FROM but AND a.accepts IS NOT TRUE)
$$;

-- All that what becomes of an introduction, and who is told of it, hangs on, but
-- for the time: states, answers, who is there, and who sees whom.
CREATE OR REPLACE FUNCTION introduction_stand(which uuid) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT i.state || string_agg(' ' || coalesce(s.response, 'silent')
	    || CASE m.state WHEN 'erased' THEN '!' ELSE '' END, ''
	    ORDER BY s.member) || ' ' || coalesce((
	    SELECT md5(string_agg(v.member || ' ' || v.partner, ' '
	        ORDER BY v.member, v.partner))
	    FROM introduction_pairs v WHERE v.introduction = i.id), '')
	FROM introductions i
	JOIN introduction_members s ON s.introduction = i.id
	JOIN members m ON m.id = s.member
	WHERE i.id = which GROUP BY i.id
$$;

-- What becomes of introductions, where one member answers or (null) only time has
-- passed, and the letters that follow, as daemon/model/letters.def calls them: of a
-- yes those hear whose own answer is awaited; of a no those who wait or had said
-- yes, unless they go on without; that all accepted, all of these; of silence,
-- who had said yes, and who were silent and counted on an hour to meet. A row per
-- letter, or one with none.
CREATE OR REPLACE FUNCTION introduction_news(which uuid[], who uuid, answer text)
RETURNS TABLE (introduction uuid, was text, becomes text, stand text, kind text,
    key text, member uuid, name text, language text, until text, pool text,
    partners text, pitches text)
LANGUAGE sql STABLE AS $$
	WITH slot AS MATERIALIZED (
		SELECT s.introduction, s.member, m.state <> 'erased' AS is_there,
		    CASE WHEN s.member = who THEN answer ELSE s.response END
		        AS response
		FROM introduction_members s JOIN members m ON m.id = s.member
		WHERE s.introduction = ANY (which)
	), fate AS MATERIALIZED (
		SELECT i.id, i.state AS was, i.pool, i.expires_at,
		    introduction_state(i.state,
		        count(*) FILTER (WHERE s.response = 'accepted' AND is_there),
		        count(*) FILTER (WHERE s.response IS NULL AND is_there),
		        i.expires_at <= clock()) AS becomes
		FROM introductions i JOIN slot s ON s.introduction = i.id
		WHERE i.state IN ('offered', 'accepted')
		GROUP BY i.id
	), told AS (
		SELECT f.id, t.member, o.member AS partner, CASE
		    WHEN f.becomes = 'accepted' AND f.was = 'offered'
		        AND t.response = 'accepted' AND o.response = 'accepted'
		        THEN 'all_accepted'
		    WHEN f.becomes = 'expired' AND t.response = 'accepted'
		        AND o.response IS NULL THEN 'partner_silent'
		    WHEN f.becomes IN ('expired', 'accepted') AND f.was = 'offered'
		        AND t.response IS NULL AND EXISTS (
		            SELECT FROM hour_fallen(f.id, t.member) AS h WHERE h.says)
		        THEN 'meeting_lapsed'
		    WHEN f.becomes = 'declined' AND o.member = who
		        AND (t.response = 'accepted'
		            OR f.was = 'offered' AND t.response IS NULL)
		        THEN 'partner_declined'
		    WHEN f.becomes = 'offered' AND o.member = who
		        AND answer = 'accepted' AND t.response IS NULL
		        THEN 'partner_accepted' END AS kind
		FROM fate f
		JOIN introduction_pairs v ON v.introduction = f.id
		JOIN slot t ON t.introduction = f.id AND t.member = v.member
		JOIN slot o ON o.introduction = f.id AND o.member = v.partner
	), letter AS (
		SELECT t.id, t.kind, m.id AS member, m.name, m.language, m.zone,
		    string_agg(shown_name(o, m.language), ' & ' ORDER BY o.id)
		        AS partners,
		    string_agg(concat_ws(E'\n', shown_name(o, m.language),
		        nullif(o.pitch, '')), E'\n\n' ORDER BY o.id) AS pitches
		FROM told t
		JOIN members m ON m.id = t.member AND m.state = 'active'
		    AND m.email_sealed IS NOT NULL
		JOIN members o ON o.id = t.partner
		WHERE t.kind IS NOT NULL
		GROUP BY t.id, t.kind, m.id
	)
	SELECT f.id, f.was, f.becomes, introduction_stand(f.id), l.kind,
	    l.kind || ':' || f.id || CASE l.kind WHEN 'partner_accepted'
	        THEN ':' || who ELSE '' END || ':' || l.member,
	    l.member, l.name, l.language,
	    to_char(f.expires_at AT TIME ZONE l.zone, 'YYYY-MM-DD HH24:MI')
	        || ' (' || l.zone || ')',
	    f.pool, l.partners, l.pitches
	FROM fate f LEFT JOIN letter l ON l.id = f.id
	ORDER BY f.id, l.member
$$;

-- Whatever one of its members does with it is an event, but for reading; not what
-- the daemon notes of when to ask them.
CREATE OR REPLACE TRIGGER introduction_answered_event
AFTER UPDATE ON introduction_members FOR EACH ROW
WHEN (to_jsonb(OLD) - '{read_at,ask_at,asked}'::text[]
    IS DISTINCT FROM to_jsonb(NEW) - '{read_at,ask_at,asked}'::text[])
EXECUTE FUNCTION introduction_answered_event();

-- What a member says came of it is theirs, for their other devices.
CREATE FUNCTION outcome_event() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO serendip.events (member, kind, introduction)
	SELECT NEW.member, 'introduction', NEW.introduction
	WHERE EXISTS (SELECT FROM serendip.introduction_pairs v
	    WHERE v.introduction = NEW.introduction AND v.member = NEW.member);
	RETURN NULL;
END $$;
CREATE TRIGGER outcome_event
AFTER INSERT OR UPDATE ON outcomes
FOR EACH ROW EXECUTE FUNCTION outcome_event();

-- Each answer to an hour settles its meeting, which is the event of it.
DROP TRIGGER meeting_answer_event ON meeting_answers;
