-- What helps people who were introduced to meet: prompts, hours to come by the
-- clocks of all, a proposed hour, and calendars that show it.

ALTER TABLE rounds ADD COLUMN theme text; -- once a prompt of it was given

-- The prompts that a member was given for an introduction, with the words of the
-- profiles that they are about: of one introduction all at once, of a year none
-- twice.
CREATE TABLE prompts_given (
	introduction uuid NOT NULL,
	member uuid NOT NULL,
	place smallint NOT NULL CHECK (place BETWEEN 0 AND 2),
	prompt text NOT NULL,
	attribute text NOT NULL DEFAULT '',
	mine text NOT NULL DEFAULT '',
	theirs text NOT NULL DEFAULT '',
	given_at timestamptz NOT NULL DEFAULT clock(),
	PRIMARY KEY (introduction, member, place),
	FOREIGN KEY (introduction, member) REFERENCES introduction_members
	    ON DELETE CASCADE
);
CREATE INDEX prompts_given_member ON prompts_given (member, given_at);

-- The hour that members of an introduction meet at: at most one, which others may
-- replace. The sequence is that of RFC 5545: it grows with whatever calendars
-- must not miss.
CREATE TABLE meetings (
	introduction uuid PRIMARY KEY REFERENCES introductions ON DELETE CASCADE,
	by uuid REFERENCES members ON DELETE SET NULL, -- NULL: has left
	starts_at timestamptz NOT NULL,
	minutes integer NOT NULL CHECK (minutes BETWEEN 5 AND 480),
	place_sealed bytea NOT NULL,
	state text NOT NULL CHECK (state IN
	    ('proposed', 'confirmed', 'declined', 'cancelled')),
	sequence integer NOT NULL DEFAULT 0,
	made_at timestamptz NOT NULL DEFAULT clock(),
	changed_at timestamptz NOT NULL DEFAULT clock()
);
CREATE INDEX meetings_by ON meetings (by);

-- What the others say to the hour that is proposed now.
CREATE TABLE meeting_answers (
	introduction uuid NOT NULL REFERENCES meetings ON DELETE CASCADE,
	member uuid NOT NULL,
	accepts boolean NOT NULL,
	answered_at timestamptz NOT NULL DEFAULT clock(),
	PRIMARY KEY (introduction, member),
	FOREIGN KEY (introduction, member) REFERENCES introduction_members
	    ON DELETE CASCADE
);
CREATE INDEX meeting_answers_member ON meeting_answers (member);

-- The secret address under which a calendar program reads a member's meetings.
CREATE TABLE calendars (
	member uuid PRIMARY KEY REFERENCES members ON DELETE CASCADE,
	hash bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
	made_at timestamptz NOT NULL DEFAULT clock()
);

-- Whether a meeting is a member's to know: of those that were made or changed
-- after they left the introduction they hear nothing.
CREATE FUNCTION meeting_is_seen(meetings, introductions, introduction_members)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT coalesce($1.changed_at <= left_at($2, $3), true)
$$;

-- Whether a meeting is on for one of its members: a block, or an introduction
-- that came to nothing, ends it without anybody saying so.
CREATE FUNCTION meeting_stands(meetings, who uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT $1.state <> 'cancelled'
	    AND i.state IN ('offered', 'accepted', 'met')
	    AND left_at(i, s) IS NULL
	    AND EXISTS (SELECT FROM introduction_pairs v
	        WHERE v.introduction = i.id AND v.member = who
	            AND ($1.by IS NULL OR $1.by = who OR v.partner = $1.by))
	FROM introductions i
	JOIN introduction_members s ON s.introduction = i.id AND s.member = who
	WHERE i.id = $1.introduction
$$;

-- When members are first asked how it was: a day after all had accepted, and not
-- before a day after the hour that they agreed on, or after what they last said of
-- an hour, where there is time for that.
CREATE FUNCTION outcome_ask_at(introductions) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT greatest($1.accepted_at + interval '1 day',
	    (SELECT least($1.outcome_until - interval '1 day', interval '1 day'
	        + CASE m.state WHEN 'confirmed'
	            THEN m.starts_at + m.minutes * interval '1 minute'
	            ELSE m.changed_at END)
	     FROM meetings m WHERE m.introduction = $1.id))
$$;

-- Seconds that a zone is east of UTC at an instant.
CREATE FUNCTION zone_east(zone text, at timestamptz) RETURNS integer
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN extract(epoch FROM (at AT TIME ZONE zone) - (at AT TIME ZONE 'UTC'))::int;

-- The offsets of a zone for so many times 24 hours, from an instant that is a
-- whole hour on: "microseconds seconds;…", from when which holds. Zones change
-- at quarters of an hour, and not twice within a day.
CREATE FUNCTION zone_spans(zone text, since timestamptz, days integer) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
	WITH day AS (
		SELECT since + d * interval '24 hours' AS at,
		    zone_east(zone, since + d * interval '24 hours') AS east,
		    zone_east(zone, since + (d + 1) * interval '24 hours') AS next
		FROM generate_series(0, days - 1) AS d
	), span AS (
		SELECT since AS at, zone_east(zone, since) AS east
		UNION ALL
		SELECT min(quarter), next
		FROM day, LATERAL generate_series(at + interval '15 minutes',
		    at + interval '24 hours', interval '15 minutes') AS quarter
		WHERE east <> next AND zone_east(zone, quarter) = next
		GROUP BY at, next
	)
	SELECT string_agg(to_us(at) || ' ' || east, ';' ORDER BY at) FROM span
$$;

-- The hour of an introduction that falls through, for whoever has it in their
-- calendar; no row where none is to come.
CREATE FUNCTION hour_fallen(which uuid, who uuid)
RETURNS TABLE (starts_us bigint, minutes integer, sequence integer,
    made_us bigint, now_us bigint, zone text, spans text, email_sealed bytea,
    says boolean)
LANGUAGE sql STABLE AS $$
	SELECT to_us(m.starts_at), m.minutes, m.sequence + 1, to_us(m.made_at),
	    to_us(clock()), p.zone,
	    zone_spans(p.zone, date_trunc('hour', m.starts_at, 'UTC')
	        - interval '24 hours', 3), p.email_sealed,
	    m.by IS NOT DISTINCT FROM who OR a.accepts IS TRUE
	FROM meetings m
	JOIN members p ON p.id = who AND p.email_sealed IS NOT NULL
	LEFT JOIN meeting_answers a ON a.introduction = which AND a.member = who
	WHERE m.introduction = which AND meeting_stands(m, who)
	    AND m.starts_at + m.minutes * interval '1 minute' > clock()
$$;

DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'serendip_app') THEN
		GRANT SELECT, INSERT, UPDATE, DELETE ON prompts_given, meetings,
		    meeting_answers, calendars TO serendip_app;
	END IF;
END $$;

-- formerly: 53b16accdd743f3d569c61b0aa4df0f3e25e22f1d25b4bc416a9080c0ca60a7c
