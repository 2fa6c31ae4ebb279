-- Experiments: two sets of rules of a pool, each drawing half of its members, anew in
-- every round, and what each had.

-- A row for each definition that the configuration had: another text is another
-- experiment. It begins with its first round.
CREATE TABLE experiments (
	id uuid PRIMARY KEY,
	pool text NOT NULL REFERENCES pools,
	name text NOT NULL,
	definition text NOT NULL,        -- as config_trials writes it
	digest bytea NOT NULL CHECK (octet_length(digest) = 32), -- of that, SHA-256
	arms text[] NOT NULL CHECK (cardinality(arms) = 2), -- their names; arm 0 first
	goal text NOT NULL CHECK (goal IN ('met', 'rating')),
	detect integer NOT NULL CHECK (detect > 0), -- the difference, thousandths
	starts_on date,                  -- not before, in the pool's zone
	rounds integer NOT NULL CHECK (rounds > 0), -- so many, and it is complete
	made_at timestamptz NOT NULL DEFAULT clock(),
	started_at timestamptz,
	ended_at timestamptz,
	ending text CHECK (ending IN ('complete', 'stopped', 'changed', 'removed')),
	UNIQUE (pool, digest),
	CHECK ((ended_at IS NULL) = (ending IS NULL))
);
-- Of a pool one at a time.
CREATE UNIQUE INDEX experiments_current ON experiments (pool)
    WHERE ended_at IS NULL;

ALTER TABLE rounds ADD COLUMN experiment uuid REFERENCES experiments;
CREATE INDEX rounds_experiment ON rounds (experiment, published_at)
    WHERE experiment IS NOT NULL;
-- The arm that somebody was in, whatever it had for them; and the one that drew an
-- introduction, null where the common rules did.
ALTER TABLE round_members ADD COLUMN arm smallint CHECK (arm IN (0, 1));
ALTER TABLE rounds
	ADD COLUMN arm_themes text[] NOT NULL DEFAULT '{}'; -- as theme, by arm + 1
ALTER TABLE introductions ADD COLUMN arm smallint CHECK (arm IN (0, 1));

-- Likewise of a draw that waits for an operator's yes.
ALTER TABLE draw_slots ADD COLUMN arm smallint CHECK (arm IN (0, 1));
ALTER TABLE draw_groups ADD COLUMN arm smallint CHECK (arm IN (0, 1));

-- What half of the members cost each arm: what it introduced, beside what its rules
-- would have introduced among all of them. Scores are millionths, by its own rules.
CREATE TABLE round_arms (
	round uuid NOT NULL REFERENCES draws ON DELETE CASCADE,
	arm smallint NOT NULL CHECK (arm IN (0, 1)),
	members integer NOT NULL,
	introduced integer NOT NULL,
	score bigint NOT NULL,
	whole_members integer NOT NULL,
	whole_introduced integer NOT NULL,
	whole_score bigint NOT NULL,
	PRIMARY KEY (round, arm)
);

DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'serendip_app') THEN
		GRANT SELECT, INSERT, UPDATE, DELETE ON experiments, round_arms
		    TO serendip_app;
	END IF;
END $$;
