-- How often a member takes part in a pool, pauses, and second draws of rounds.

-- What statements need of the configuration.
ALTER TABLE pools
	ADD COLUMN zone text NOT NULL DEFAULT 'UTC',
	ADD COLUMN period interval NOT NULL DEFAULT '0',    -- of its calendar
	ADD COLUMN outcome_days integer NOT NULL DEFAULT 14, -- once accepted
	ADD COLUMN remind interval NOT NULL DEFAULT '0',    -- before; 0: never
	ADD COLUMN second_chance interval NOT NULL DEFAULT '0'; -- after; 0: never

ALTER TABLE memberships
	ADD COLUMN every smallint NOT NULL DEFAULT 1     -- weeks; 0: once
	    CHECK (every IN (0, 1, 2, 4)),
	ADD COLUMN every_since timestamptz NOT NULL DEFAULT clock(),
	ADD COLUMN prefers_three boolean NOT NULL DEFAULT false;

ALTER TABLE members
	ADD COLUMN paused_until timestamptz;     -- infinity: until they say so
CREATE INDEX members_paused ON members (paused_until)
    WHERE paused_until < 'infinity';

-- A round may have a second draw, which is a round of its own beside the
-- calendar: of those whose introduction came to nothing without their doing,
-- and of those who came since.
ALTER TABLE rounds
	ADD COLUMN second_of uuid UNIQUE REFERENCES rounds,
	ADD COLUMN second_at timestamptz,        -- when one is looked at
	DROP CONSTRAINT rounds_pool_scheduled_at_key;
CREATE UNIQUE INDEX rounds_calendar ON rounds (pool, scheduled_at)
    WHERE second_of IS NULL;
CREATE INDEX rounds_second ON rounds (second_at) WHERE second_at IS NOT NULL;
CREATE INDEX round_members_sat_out ON round_members (round)
    WHERE outcome = 'sat_out';
