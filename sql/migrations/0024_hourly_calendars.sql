-- Rounds every hour of some days, as at a conference: between a first and a last
-- time of the day; and calendars that end. Both by the clocks of the pool's zone.

ALTER TABLE pools
	ADD COLUMN first_time time, -- of a day; null: rounds are not every hour
	ADD COLUMN last_time time,
	ADD COLUMN last_day date;   -- null: it goes on

-- The local time of the round after the one at `local`, as calendar_after has it
-- of days, weeks and months; null where the calendar is over.
CREATE FUNCTION round_after(p pools, local timestamp) RETURNS timestamp
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN p.last_day IS NULL OR next::date <= p.last_day THEN next END
	FROM (SELECT CASE WHEN p.first_time IS NULL
	        THEN serendip.calendar_after(local, p.period)
	    WHEN (local + p.period)::date = local::date
	        AND (local + p.period)::time <= p.last_time THEN local + p.period
	    ELSE local::date + 1 + p.first_time END) AS n(next)
$$;

CREATE OR REPLACE FUNCTION next_turn(s memberships, m members, p pools,
    planned timestamptz) RETURNS timestamptz
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
		local := round_after(p, local);
		at := local AT TIME ZONE p.zone;
	END LOOP;
	RETURN NULL;
END $$;
