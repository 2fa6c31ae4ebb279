-- Functions of whole rows have their bodies as texts: a body that was parsed
-- beforehand keeps PostgreSQL 15.19 and later from adding a column with a default to
-- those rows' tables ("function … uses its row type").
CREATE OR REPLACE FUNCTION shown_name(members, reader text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE WHEN $1.state <> 'erased' THEN $1.name
	    WHEN reader = 'fr' THEN 'un ancien membre'
	    ELSE 'a former member' END
$$;

CREATE OR REPLACE FUNCTION answer_verdict(introductions, introduction_members,
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

CREATE OR REPLACE FUNCTION outcome_verdict(introductions, introduction_members,
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

CREATE OR REPLACE FUNCTION left_at(introductions, introduction_members) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE
	    WHEN $2.response = 'declined' THEN $2.answered_at
	    WHEN $2.response IS NULL AND $1.state <> 'offered'
	        THEN coalesce($1.accepted_at, $1.expires_at) END
$$;

CREATE OR REPLACE FUNCTION state_seen(introductions, introduction_members) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE
	    WHEN $2.response = 'declined' THEN 'declined'
	    WHEN $2.response IS NULL AND $1.accepted_at IS NOT NULL THEN 'expired'
	    ELSE $1.state END
$$;

CREATE OR REPLACE FUNCTION is_open_to(introductions, introduction_members,
    at_once text[], at timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE
	    WHEN $1.state IN ('accepted', 'met') THEN $2.response = 'accepted'
	    WHEN $1.state = 'offered' THEN $2.response IS DISTINCT FROM 'declined'
	        AND $1.pool = ANY (at_once) AND $1.expires_at > at
	    ELSE false END
$$;

CREATE OR REPLACE FUNCTION meeting_is_seen(meetings, introductions, introduction_members)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT coalesce($1.changed_at <= left_at($2, $3), true)
$$;

CREATE OR REPLACE FUNCTION is_paused(members, at timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT coalesce($1.paused_until > at, false)
$$;

CREATE OR REPLACE FUNCTION is_here(members, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
	SELECT $1.state = 'active' AND NOT is_paused($1, at)
	    AND $1.rest_since IS NULL AND consent_holds($1.terms_version)
$$;

CREATE OR REPLACE FUNCTION was_let_down(introductions, introduction_members) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE state_seen($1, $2)
	    WHEN 'declined' THEN $2.response IS DISTINCT FROM 'declined'
	    WHEN 'expired' THEN $2.response IS NOT NULL
	    ELSE false END
$$;

CREATE OR REPLACE FUNCTION has_turn(memberships, at timestamptz, zone text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
	SELECT $1.every = 1 OR NOT EXISTS (SELECT FROM round_members w
	    JOIN introductions i ON i.id = w.introduction
	    JOIN introduction_members x ON x.introduction = i.id AND x.member = w.member
	    JOIN rounds e ON e.id = w.round AND e.pool = $1.pool
	    LEFT JOIN rounds f ON f.id = e.second_of
	    WHERE w.member = $1.member AND NOT was_let_down(i, x)
	        AND CASE WHEN $1.every = 0 THEN e.published_at > $1.every_since
	            ELSE (at AT TIME ZONE zone)::date - (coalesce(f.scheduled_at,
	                e.scheduled_at) AT TIME ZONE zone)::date < 7 * $1.every END)
$$;

CREATE OR REPLACE FUNCTION came_to_nothing(introductions, introduction_members,
    at timestamptz) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
	SELECT was_let_down($1, $2)
	    OR $1.state = 'offered' AND $1.expires_at <= at
	        AND $2.response = 'accepted' AND NOT EXISTS (
	            SELECT FROM introduction_members a WHERE a.introduction = $1.id
	                AND a.member <> $2.member AND a.response = 'accepted')
	    OR $1.state IN ('offered', 'expired', 'accepted')
	        AND $2.response IS DISTINCT FROM 'declined' AND NOT EXISTS (
	            SELECT FROM introduction_pairs p
	            JOIN introduction_members a ON a.introduction = p.introduction
	                AND a.member = p.partner AND a.response IS DISTINCT FROM 'declined'
	            JOIN members m ON m.id = p.partner AND m.state = 'active'
	            LEFT JOIN memberships s ON s.member = m.id AND s.pool = $1.pool
	            WHERE p.introduction = $1.id AND p.member = $2.member
	                AND ($1.state = 'accepted'
	                    OR NOT is_paused(m, at) AND s.member IS NOT NULL))
$$;

CREATE OR REPLACE FUNCTION takes_part(memberships, members, at timestamptz, zone text)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
	SELECT NOT $1.skip_next AND is_here($2, at)
	    AND ($1.every = 1 OR has_turn($1, at, zone))
$$;

CREATE OR REPLACE FUNCTION is_party(reports, member uuid) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT coalesce($2 = $1.reporter, false) OR coalesce($2 = $1.reported, false)
$$;
