-- Rounds in hand: a round may wait for an operator's yes, be drawn anew by another
-- seed, or be cancelled; and operators pin two members for the next draw of a pool,
-- or forbid that they are introduced.

ALTER TABLE rounds
	DROP CONSTRAINT rounds_state_check,
	ADD CONSTRAINT rounds_state_check CHECK (state IN ('planned', 'open',
	    'drawn', 'published', 'closed', 'failed', 'cancelled')),
	ADD COLUMN drawn_at timestamptz,     -- since when it waits for a yes
	ADD COLUMN wait_told_at timestamptz, -- when operators were reminded of that
	ADD COLUMN redraws integer NOT NULL DEFAULT 0,
	ADD COLUMN next_seed bigint;         -- of a redraw that is to come; null: chance
DROP INDEX rounds_due;
CREATE INDEX rounds_due ON rounds (next_at)
    WHERE state IN ('planned', 'open', 'failed', 'drawn');

ALTER TABLE draws
	ADD COLUMN groups_digest bytea CHECK (octet_length(groups_digest) = 32),
	ADD COLUMN approved_at timestamptz;

-- What a draw that waits has given, to be published as it is: groups, by the id
-- that the introduction of each will have, and who sits out.
CREATE TABLE draw_groups (
	id uuid PRIMARY KEY,
	round uuid NOT NULL REFERENCES draws ON DELETE CASCADE,
	size smallint NOT NULL,          -- as it was drawn
	why text NOT NULL,
	UNIQUE (id, round)
);
CREATE INDEX draw_groups_round ON draw_groups (round, id);
CREATE TABLE draw_slots (
	round uuid NOT NULL REFERENCES draws ON DELETE CASCADE,
	member uuid NOT NULL REFERENCES members ON DELETE CASCADE,
	draw_group uuid,                 -- null: sits out
	why text NOT NULL DEFAULT '',    -- then
	PRIMARY KEY (round, member),
	FOREIGN KEY (draw_group, round) REFERENCES draw_groups (id, round)
	    ON DELETE CASCADE,
	CHECK (draw_group IS NULL OR why = '')
);
CREATE INDEX draw_slots_member ON draw_slots (member);
CREATE INDEX draw_slots_group ON draw_slots (draw_group);

-- What a round was drawn by before it was drawn anew.
CREATE TABLE draws_before (
	round uuid NOT NULL REFERENCES rounds ON DELETE CASCADE,
	number integer NOT NULL,         -- from 0
	seed bigint NOT NULL,
	input bytea COMPRESSION lz4 NOT NULL,
	input_digest bytea NOT NULL CHECK (octet_length(input_digest) = 32),
	groups_digest bytea CHECK (octet_length(groups_digest) = 32),
	stored_at timestamptz NOT NULL,
	PRIMARY KEY (round, number)
);

-- Two members of whom an operator wants that they are introduced in the next draw
-- of a pool, or never.
CREATE TABLE pairs (
	id uuid PRIMARY KEY,
	kind text NOT NULL CHECK (kind IN ('pin', 'forbid')),
	low uuid NOT NULL REFERENCES members ON DELETE CASCADE,
	high uuid NOT NULL REFERENCES members ON DELETE CASCADE,
	pool text REFERENCES pools,
	reason text NOT NULL CHECK (reason <> ''),
	made_at timestamptz NOT NULL DEFAULT clock(),
	used_by uuid REFERENCES rounds,  -- a pin is used once
	CHECK (low < high),
	CHECK ((kind = 'pin') = (pool IS NOT NULL)),
	CHECK (kind = 'pin' OR used_by IS NULL)
);
CREATE UNIQUE INDEX pairs_forbidden ON pairs (low, high) WHERE kind = 'forbid';
CREATE INDEX pairs_high ON pairs (high);
CREATE INDEX pairs_pinned ON pairs (pool) WHERE kind = 'pin' AND used_by IS NULL;

-- The pins that a draw was asked for, and what became of each: of `absent` one of
-- the two took no part, of `kept` a member's own choice, or what an operator
-- forbade, stands against it.
CREATE TABLE draw_pins (
	round uuid NOT NULL REFERENCES draws ON DELETE CASCADE,
	pair uuid NOT NULL REFERENCES pairs ON DELETE CASCADE,
	fate text NOT NULL DEFAULT 'absent' CHECK (fate IN
	    ('absent', 'made', 'kept', 'taken', 'alone')),
	PRIMARY KEY (round, pair)
);
CREATE INDEX draw_pins_pair ON draw_pins (pair);

-- The database itself refuses a blocked pair, and one that is forbidden: whoever
-- forbids locks the members as whoever blocks does.
CREATE OR REPLACE FUNCTION introduction_refuses_blocks() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM introduction_members a
	    JOIN introduction_members b ON b.introduction = a.introduction
	        AND a.member < b.member
	    JOIN fresh ON fresh.introduction = a.introduction
	    WHERE EXISTS (SELECT FROM ties t WHERE t.low = a.member
	            AND t.high = b.member AND t.kind = 'blocks')
	        OR EXISTS (SELECT FROM pairs f WHERE f.low = a.member
	            AND f.high = b.member AND f.kind = 'forbid')) THEN
		RAISE EXCEPTION 'a blocked pair may not be introduced'
		    USING ERRCODE = 'integrity_constraint_violation',
		    CONSTRAINT = 'introduction_refuses_blocks';
	END IF;
	RETURN NULL;
END $$;

-- Whether two members may not be introduced now, whatever the rules say: either
-- blocks the other, would not meet again, or an operator forbids it. Asked of few
-- pairs, as a round is published.
CREATE FUNCTION is_kept_apart(low uuid, high uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT EXISTS (SELECT FROM ties t WHERE t.low = $1 AND t.high = $2
	        AND t.kind = 'blocks')
	    OR EXISTS (SELECT FROM pairs f WHERE f.low = $1 AND f.high = $2
	        AND f.kind = 'forbid')
	    OR EXISTS (SELECT FROM introduction_members a
	        JOIN introduction_members b ON b.introduction = a.introduction
	            AND b.member = $2
	        JOIN outcomes o ON o.introduction = a.introduction
	            AND o.member IN ($1, $2) AND o.again IS FALSE
	        WHERE a.member = $1)
$$;

DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'serendip_app') THEN
		GRANT SELECT, INSERT, UPDATE, DELETE ON draw_groups, draw_slots,
		    draws_before, pairs, draw_pins TO serendip_app;
	END IF;
END $$;
