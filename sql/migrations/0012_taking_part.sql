-- Who takes part in a draw, asked in one place: for the draw, for its publication,
-- for reminders, and for what members are told of their next round.

-- The last member, in the order of ids, who was reminded of a round.
ALTER TABLE rounds ADD COLUMN reminded_to uuid;

CREATE FUNCTION is_paused(members, at timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT coalesce($1.paused_until > at, false)
$$;

-- Whether a member can be in a draw at all.
CREATE FUNCTION is_here(members, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
	SELECT $1.state = 'active' AND NOT is_paused($1, at)
	    AND $1.rest_since IS NULL AND consent_holds($1.terms_version)
$$;

-- Whether an introduction came to nothing for one of its members without their
-- doing: too few of the others said yes.
CREATE FUNCTION was_let_down(introductions, introduction_members) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE state_seen($1, $2)
	    WHEN 'declined' THEN $2.response IS DISTINCT FROM 'declined'
	    WHEN 'expired' THEN $2.response IS NOT NULL
	    ELSE false END
$$;

-- Whether a membership takes part in a round at that time: so many weeks
-- since the last round that introduced them, as the pool's calendar counts
-- days. What counts of a second draw is the day of its round. Who wants one
-- introduction takes part until there is one. An introduction in which a member
-- was let down uses up no turn, as no sit-out does.
CREATE FUNCTION has_turn(memberships, at timestamptz, zone text) RETURNS boolean
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

-- The local time of the round after the one at `local`: days and weeks go on
-- evenly; months have their rounds on the first such day of the week.
CREATE FUNCTION calendar_after(local timestamp, period interval) RETURNS timestamp
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN extract(month FROM period) + extract(year FROM period) = 0
    THEN local + period
    ELSE (SELECT month + local::time + (extract(isodow FROM local)
            - extract(isodow FROM month) + 7)::int % 7 * interval '1 day'
        FROM (SELECT date_trunc('month', local) + period) AS m(month)) END;

-- The next round that a membership takes part in, from the planned one on; what
-- is more than 400 rounds away is not known.
CREATE FUNCTION next_turn(s memberships, m members, p pools, planned timestamptz)
RETURNS timestamptz
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
	local timestamp := planned AT TIME ZONE p.zone;
	skips boolean := s.skip_next;
	at timestamptz := planned;
BEGIN
	IF s.every = 0 AND NOT has_turn(s, at, p.zone)
	    OR m.paused_until = 'infinity' OR m.rest_since IS NOT NULL THEN
		RETURN NULL;
	END IF;
	FOR i IN 1..400 LOOP
		IF is_here(m, at) AND has_turn(s, at, p.zone) THEN
			IF NOT skips THEN
				RETURN at;
			END IF;
			skips := false;
		END IF;
		local := calendar_after(local, p.period);
		at := local AT TIME ZONE p.zone;
	END LOOP;
	RETURN NULL;
END $$;

-- Whether a member was let down, or nobody is there any more to meet. Once it is
-- accepted, only who is no member or blocks ends it; `at` may be after the time
-- to answer, and nothing have been made of that yet.
CREATE FUNCTION came_to_nothing(introductions, introduction_members,
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

-- Whom a round owes a second draw now.
CREATE FUNCTION second_chance(first uuid) RETURNS TABLE (member uuid)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT s.member FROM rounds r
	JOIN memberships s ON s.pool = r.pool AND NOT s.skip_next
	JOIN members m ON m.id = s.member AND is_here(m, clock())
	LEFT JOIN round_members w ON w.round = r.id AND w.member = s.member
	LEFT JOIN introductions i ON i.id = w.introduction
	LEFT JOIN introduction_members x ON x.introduction = i.id
	    AND x.member = s.member
	WHERE r.id = first AND CASE
	    WHEN w.member IS NULL THEN s.joined_at >= r.scheduled_at
	    WHEN i.id IS NULL THEN w.why = 'void'
	    ELSE came_to_nothing(i, x, clock()) END
$$;

-- Whether a member takes part in a round of the calendar, or one that was asked
-- for, of that time, if things stay as they are.
CREATE FUNCTION takes_part(memberships, members, at timestamptz, zone text)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
AS $$
	SELECT NOT $1.skip_next AND is_here($2, at)
	    AND ($1.every = 1 OR has_turn($1, at, zone))
$$;

-- In the order of members, for whoever asks for some after the other.
DROP INDEX memberships_pool;
CREATE INDEX memberships_pool ON memberships (pool, member);

-- Who takes part in a round that is drawn at that time.
CREATE FUNCTION taking_part(round uuid, at timestamptz) RETURNS TABLE (member uuid)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT s.member FROM rounds r
	JOIN pools p ON p.name = r.pool
	JOIN memberships s ON s.pool = r.pool
	JOIN members m ON m.id = s.member
	WHERE r.id = round AND r.second_of IS NULL
	    AND takes_part(s, m, r.scheduled_at, p.zone) AND is_here(m, at)
	UNION ALL
	SELECT c.member FROM rounds r, second_chance(r.second_of) AS c
	WHERE r.id = round
$$;

-- formerly: 79fcfcfdd5987da0bb9f263775810cd1e026314a32a2eb7701b1f2eb82e3e627
