-- What becomes of an introduction: what its members answer, what they say came
-- of it, and who rests from the draw because they did not come.

ALTER TABLE introductions
	ADD COLUMN accepted_at timestamptz,
	ADD COLUMN outcome_until timestamptz, -- until when they may say so
	ADD COLUMN frees boolean NOT NULL DEFAULT false, -- it does not count as met
	ADD CHECK ((accepted_at IS NULL) = (outcome_until IS NULL)),
	ADD CHECK (accepted_at IS NOT NULL
	    OR state NOT IN ('accepted', 'met', 'not_met')),
	ADD CHECK (state = 'not_met' OR NOT frees);

ALTER TABLE introduction_members
	ADD COLUMN response text CHECK (response IN ('accepted', 'declined')),
	ADD COLUMN answered_at timestamptz,
	ADD COLUMN reason text NOT NULL DEFAULT '', -- of who declined; partners never see it
	ADD COLUMN ask_at timestamptz,           -- when to ask them how it was
	ADD COLUMN asked smallint NOT NULL DEFAULT 0 CHECK (asked BETWEEN 0 AND 2),
	ADD CHECK (ask_at IS NULL OR response = 'accepted' AND asked < 2),
	ADD CHECK ((response IS NULL) = (answered_at IS NULL)),
	ADD CHECK (response = 'declined' OR reason = '');
CREATE INDEX introduction_members_ask ON introduction_members (ask_at)
    WHERE ask_at IS NOT NULL;

-- What one member says came of an introduction.
CREATE TABLE outcomes (
	introduction uuid NOT NULL,
	member uuid NOT NULL,
	met text NOT NULL CHECK (met IN ('yes', 'no', 'could_not')),
	rating smallint CHECK (rating BETWEEN 1 AND 5),
	learned text NOT NULL DEFAULT '',
	again boolean,                   -- would they meet again
	no_show boolean NOT NULL DEFAULT false, -- the others did not come
	said_at timestamptz NOT NULL DEFAULT clock(),
	PRIMARY KEY (introduction, member),
	FOREIGN KEY (introduction, member) REFERENCES introduction_members
	    ON DELETE CASCADE,
	CHECK (met = 'yes' OR rating IS NULL),
	CHECK (met = 'no' OR NOT no_show)
);
CREATE INDEX outcomes_not_again ON outcomes (introduction) WHERE again IS FALSE;

ALTER TABLE members
	ADD COLUMN rest_since timestamptz,   -- not drawn until they say that they
	ADD COLUMN rest_told boolean NOT NULL DEFAULT true,
	ADD COLUMN back_at timestamptz;      -- are back, as they did then
CREATE INDEX members_rest_untold ON members (rest_since) WHERE NOT rest_told;

-- Who sees whom in an introduction: all of it, but never across a block.
CREATE VIEW introduction_pairs AS
SELECT me.introduction, me.member, p.member AS partner
FROM introduction_members me
JOIN introduction_members p ON p.introduction = me.introduction
    AND p.member <> me.member
WHERE NOT EXISTS (SELECT FROM ties t WHERE t.kind = 'blocks'
    AND t.low = least(me.member, p.member)
    AND t.high = greatest(me.member, p.member));

-- An introduction lives as long as two of its members do: of three, one may
-- decline or stay silent. `was` is its state, `over` says that the time to
-- answer has passed; the others count who accepted and who said nothing.
CREATE FUNCTION introduction_state(was text, accepted bigint, silent bigint,
    over boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN accepted >= 2 AND (silent = 0 OR over) THEN 'accepted'
    WHEN NOT over AND accepted + silent >= 2 THEN 'offered'
    WHEN over AND silent > 0 AND was = 'offered' THEN 'expired'
    ELSE 'declined' END;

-- All that what becomes of an introduction, and who is told of it, hangs on, but
-- for the time. Whoever foretells it looks again once they have it locked.
CREATE FUNCTION introduction_stand(which uuid) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT i.state || string_agg(' ' || coalesce(s.response, 'silent')
	    || CASE m.state WHEN 'erased' THEN '!' ELSE '' END, ''
	    ORDER BY s.member) || ' ' || (SELECT count(*)
	    FROM introduction_pairs v WHERE v.introduction = i.id)
	FROM introductions i
	JOIN introduction_members s ON s.introduction = i.id
	JOIN members m ON m.id = s.member
	WHERE i.id = which GROUP BY i.id
$$;

-- What a member is called by others: whoever was erased is a former member.
CREATE FUNCTION shown_name(members, reader text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE WHEN $1.state <> 'erased' THEN $1.name
	    WHEN reader = 'fr' THEN 'un ancien membre'
	    ELSE 'a former member' END
$$;

-- What becomes of introductions, where one member answers or (null) only time has
-- passed, and the letters that follow, as daemon/model/letters.def calls them: of a
-- yes those hear whose own answer is awaited; of a no those who wait or had said
-- yes, unless they go on without; that all accepted, all of these; of silence,
-- who had said yes. A row per letter, or one with none.
CREATE FUNCTION introduction_news(which uuid[], who uuid, answer text)
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

-- What becomes of a member's answer: "taken", "same" (it is so already), or why
-- it is refused. A yes may become a no as long as nobody has said how it was; a
-- no stays, since the partners have been told and may be drawn again.
CREATE FUNCTION answer_verdict(introductions, introduction_members,
    accept boolean, at timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE
	    WHEN $2.response = 'declined' THEN
	        CASE WHEN accept THEN 'was_declined' ELSE 'same' END
	    WHEN $1.state = 'declined' THEN 'declined'
	    WHEN $1.state = 'expired' OR $2.response IS NULL
	        AND ($1.state <> 'offered' OR $1.expires_at <= at) THEN 'expired'
	    WHEN accept AND $2.response IS NOT NULL THEN 'same'
	    WHEN $1.state IN ('met', 'not_met') THEN 'said'
	    ELSE 'taken' END
$$;

-- Likewise of what a member says came of it.
CREATE FUNCTION outcome_verdict(introductions, introduction_members,
    at timestamptz) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE
	    WHEN $2.response = 'accepted' AND $1.state IN ('accepted', 'met', 'not_met')
	        THEN CASE WHEN $1.outcome_until > at THEN 'taken' ELSE 'over' END
	    WHEN $1.state = 'offered' AND $1.expires_at > at
	        AND $2.response IS DISTINCT FROM 'declined' THEN 'offered'
	    ELSE 'nothing' END
$$;

-- How often somebody did not come, in the last eight rounds that they took part
-- in and since they last came back: as told by different partners, of a larger
-- group by all the others who had accepted, and not where they say the same of
-- those.
CREATE FUNCTION no_shows(who uuid) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT count(DISTINCT told.partners)
	FROM (SELECT array_agg(p.member ORDER BY p.member) AS partners
	    FROM (SELECT introduction FROM round_members WHERE member = who
	        ORDER BY round DESC LIMIT 8) AS recent
	    JOIN introduction_members me ON me.introduction = recent.introduction
	        AND me.member = who AND me.response = 'accepted'
	    JOIN introduction_members p ON p.introduction = me.introduction
	        AND p.member <> who AND p.response = 'accepted'
	    JOIN members m ON m.id = who
	    LEFT JOIN outcomes o ON o.introduction = p.introduction
	        AND o.member = p.member AND o.no_show
	        AND o.said_at > coalesce(m.back_at, '-infinity')
	    LEFT JOIN outcomes mine ON mine.introduction = me.introduction
	        AND mine.member = who
	    GROUP BY me.introduction
	    HAVING bool_and(o.no_show IS TRUE)
	        AND bool_and(mine.no_show IS NOT TRUE)) AS told
$$;

-- A round closes once nothing can be said of its introductions any more, and then
-- what came of them is counted; the rest were accepted and nobody said.
ALTER TABLE rounds
	ADD COLUMN ends_at timestamptz,      -- not before
	ADD COLUMN met integer,
	ADD COLUMN not_met integer,
	ADD COLUMN came_to_nothing integer;  -- declined or expired
UPDATE rounds SET ends_at = published_at + interval '17 days'
WHERE state = 'published';
CREATE INDEX rounds_ending ON rounds (ends_at) WHERE state = 'published';

DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'serendip_app') THEN
		GRANT SELECT, INSERT, UPDATE, DELETE ON outcomes TO serendip_app;
		GRANT SELECT ON introduction_pairs TO serendip_app;
	END IF;
END $$;

-- formerly: 5ec1b8a484fc814f6e2efe69c4382bb65047c6c97f315d5f4a16da00a36747b5
