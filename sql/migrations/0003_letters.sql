-- Letters to addresses that refuse them, and what members choose to get.

-- A mail server refused this address for good: from then on it gets nothing but
-- codes for signing in, until one of them comes back.
ALTER TABLE members ADD COLUMN email_stopped_at timestamptz;

-- Which letters a member does not want, when they want quiet, and how many a
-- week are enough. No row: all of them, at any time.
CREATE TABLE letter_choices (
	member uuid PRIMARY KEY REFERENCES members ON DELETE CASCADE,
	unwanted text[] NOT NULL DEFAULT '{}',
	quiet_from integer CHECK (quiet_from BETWEEN 0 AND 1439), -- minutes of
	quiet_to integer CHECK (quiet_to BETWEEN 0 AND 1439), -- the member's day
	weekly_max integer CHECK (weekly_max BETWEEN 0 AND 100),
	CHECK ((quiet_from IS NULL) = (quiet_to IS NULL)),
	CHECK (quiet_from <> quiet_to)
);

-- When quiet hours end that hold at this moment; NULL: none do. By the clocks of
-- the zone, so that "until 7:00" is 7:00 on the night of a change, too.
CREATE FUNCTION quiet_until(at timestamptz, zone text, quiet_from integer,
    quiet_to integer) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT CASE
    WHEN quiet_from < quiet_to AND minute >= quiet_from AND minute < quiet_to
    OR quiet_from > quiet_to AND minute < quiet_to
    THEN (day + quiet_to * interval '1 minute') AT TIME ZONE zone
    WHEN quiet_from > quiet_to AND minute >= quiet_from
    THEN (day + interval '1 day' + quiet_to * interval '1 minute')
	AT TIME ZONE zone
    END
FROM (SELECT date_trunc('day', local) AS day,
    extract(hour FROM local) * 60 + extract(minute FROM local) AS minute
    FROM (SELECT at AT TIME ZONE zone AS local) AS l) AS t
$$;

-- Kinds of letters that are a key to an account: once they will not be sent any
-- more, what they say is forgotten.
CREATE FUNCTION holds_secret(kind text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN kind IN ('signin_code',
    'welcome_code', 'address_new', 'address_old', 'invited', 'invited_by');

-- The language that a letter is written in; '' in those of an earlier version.
ALTER TABLE outbox ADD COLUMN language text NOT NULL DEFAULT '';

-- A letter that its member does not want is not sent, and says why.
ALTER TABLE outbox DROP CONSTRAINT outbox_state_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_state_check
    CHECK (state IN ('pending', 'sending', 'sent', 'dead', 'unwanted'));
DROP INDEX outbox_done;
CREATE INDEX outbox_done ON outbox (done_at)
    WHERE state IN ('sent', 'dead', 'unwanted');

DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'serendip_app') THEN
		GRANT SELECT, INSERT, UPDATE, DELETE ON letter_choices
		    TO serendip_app;
	END IF;
END $$;
