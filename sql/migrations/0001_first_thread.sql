-- The tables of the first thread: from sign-up to the first introduction.
-- Constraints carry the invariants, so that no program can break them.

CREATE FUNCTION to_us(timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
'SELECT (extract(epoch FROM $1) * 1000000)::bigint';

CREATE FUNCTION from_us(bigint) RETURNS timestamptz
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
'SELECT timestamptz ''1970-01-01T00:00:00Z'' + $1 * interval ''1 microsecond''';

-- When the span of so many seconds began that holds now.
CREATE FUNCTION span_start(integer) RETURNS timestamptz
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS
'SELECT to_timestamp(floor(extract(epoch FROM now()) / $1) * $1)';

-- One row: what this database belongs to. A daemon with another secret could
-- not read the addresses and must not start.
CREATE TABLE house (
	one boolean PRIMARY KEY DEFAULT true CHECK (one),
	secret_fingerprint text NOT NULL
);

CREATE TABLE members (
	id uuid PRIMARY KEY,
	ref text UNIQUE,                 -- the id in the operator's own file
	email_sealed bytea,
	email_index bytea UNIQUE,        -- keyed hash of the address, for look-up
	name text NOT NULL CHECK (name <> ''),
	language text NOT NULL,
	zone text NOT NULL,
	pitch text NOT NULL DEFAULT '',
	state text NOT NULL CHECK (state IN
	    ('active', 'suspended', 'erased')),
	version integer NOT NULL DEFAULT 1,
	source text NOT NULL CHECK (source IN ('signup', 'import')),
	terms_version text,
	consented_at timestamptz,
	joined_at timestamptz NOT NULL DEFAULT now(),
	CHECK ((email_sealed IS NULL) = (email_index IS NULL)),
	CHECK ((terms_version IS NULL) = (consented_at IS NULL)),
	CHECK (source = 'import' OR consented_at IS NOT NULL)
);

CREATE TABLE member_attributes (
	member uuid NOT NULL REFERENCES members ON DELETE CASCADE,
	attribute text NOT NULL,
	value text NOT NULL CHECK (value <> ''),
	PRIMARY KEY (member, attribute)
);

CREATE TABLE sessions (
	hash bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
	member uuid NOT NULL REFERENCES members ON DELETE CASCADE,
	created_at timestamptz NOT NULL DEFAULT now(),
	used_at timestamptz NOT NULL DEFAULT now(),
	expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_member ON sessions (member);
CREATE INDEX sessions_expires ON sessions (expires_at);

-- A sign-in that waits for its letter. Whether the address is a member's is
-- looked up when the code comes back: nothing here tells the two apart.
CREATE TABLE signins (
	attempt bytea PRIMARY KEY CHECK (octet_length(attempt) = 32),
	email_index bytea NOT NULL,
	code bytea NOT NULL,
	token bytea NOT NULL UNIQUE,
	tries integer NOT NULL DEFAULT 0,
	created_at timestamptz NOT NULL DEFAULT now(),
	code_until timestamptz NOT NULL,
	token_until timestamptz NOT NULL,
	used_at timestamptz
);
CREATE INDEX signins_until ON signins (token_until);

-- What a sign-up proposes. It becomes a member once its own code or token comes
-- back: until then it holds no address, and no other sign-up can change it.
CREATE TABLE signups (
	attempt bytea PRIMARY KEY REFERENCES signins ON DELETE CASCADE,
	email_sealed bytea NOT NULL,
	name text NOT NULL,
	language text NOT NULL,
	zone text NOT NULL,
	pitch text NOT NULL,
	attributes text[] NOT NULL,      -- name, value, name, value…
	terms_version text NOT NULL,
	consented_at timestamptz NOT NULL DEFAULT now()
);

-- Rates, counted here so that several daemons share one count. The key is a
-- keyed hash of what is limited and for whom.
CREATE TABLE limits (
	key bytea NOT NULL,
	bucket timestamptz NOT NULL,
	count integer NOT NULL,
	PRIMARY KEY (key, bucket)
);
CREATE INDEX limits_bucket ON limits (bucket);

CREATE TABLE pools (
	name text PRIMARY KEY,
	position integer NOT NULL,
	active boolean NOT NULL
);

CREATE TABLE memberships (
	member uuid NOT NULL REFERENCES members ON DELETE CASCADE,
	pool text NOT NULL REFERENCES pools,
	joined_at timestamptz NOT NULL DEFAULT now(),
	skip_next boolean NOT NULL DEFAULT false,
	PRIMARY KEY (member, pool)
);
CREATE INDEX memberships_pool ON memberships (pool);

-- A relation of two members, the lower id first; `by` said so.
CREATE TABLE ties (
	low uuid NOT NULL REFERENCES members ON DELETE CASCADE,
	high uuid NOT NULL REFERENCES members ON DELETE CASCADE,
	kind text NOT NULL CHECK (kind IN ('knows', 'blocks')),
	by uuid NOT NULL REFERENCES members ON DELETE CASCADE,
	created_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (low, high, kind, by),
	CHECK (low < high),
	CHECK (by IN (low, high))
);
CREATE INDEX ties_high ON ties (high);
CREATE INDEX ties_by ON ties (by);

CREATE TABLE rounds (
	id uuid PRIMARY KEY,
	pool text NOT NULL REFERENCES pools,
	scheduled_at timestamptz NOT NULL,
	state text NOT NULL CHECK (state IN
	    ('planned', 'open', 'drawn', 'published', 'closed', 'failed')),
	owner uuid,                      -- the daemon that works on it,
	lease_until timestamptz,         -- until then, by this server's clock
	attempts integer NOT NULL DEFAULT 0,
	next_at timestamptz NOT NULL,    -- not claimed before
	failure text,
	claimed_at timestamptz,
	published_at timestamptz,
	members integer,
	introduced integer,
	groups integer,
	sat_out integer,
	UNIQUE (pool, scheduled_at)
);
CREATE INDEX rounds_due ON rounds (next_at)
    WHERE state IN ('planned', 'open', 'failed');
CREATE INDEX rounds_pool ON rounds (pool, id);
CREATE UNIQUE INDEX rounds_open ON rounds (state) WHERE state = 'open';

-- The seed and the input of a round's draw, stored before the draw: whoever
-- takes the round over repeats the same draw. An introduction refers to it, so
-- none exists without a drawn round.
CREATE TABLE draws (
	round uuid PRIMARY KEY REFERENCES rounds ON DELETE CASCADE,
	seed bigint NOT NULL,
	input bytea COMPRESSION lz4 NOT NULL,
	input_digest bytea NOT NULL CHECK (octet_length(input_digest) = 32),
	stored_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE introductions (
	id uuid PRIMARY KEY,
	round uuid NOT NULL REFERENCES draws,
	pool text NOT NULL REFERENCES pools,
	state text NOT NULL CHECK (state IN
	    ('offered', 'accepted', 'declined', 'expired', 'met', 'not_met')),
	why text NOT NULL,
	offered_at timestamptz NOT NULL DEFAULT now(),
	expires_at timestamptz NOT NULL,
	UNIQUE (id, round)
);
CREATE INDEX introductions_round ON introductions (round);
CREATE INDEX introductions_offered ON introductions (expires_at)
    WHERE state = 'offered';

CREATE TABLE introduction_members (
	introduction uuid NOT NULL,
	round uuid NOT NULL,
	member uuid NOT NULL REFERENCES members,
	PRIMARY KEY (introduction, member),
	UNIQUE (round, member),          -- at most one introduction a round
	FOREIGN KEY (introduction, round) REFERENCES introductions (id, round)
	    ON DELETE CASCADE
);
CREATE INDEX introduction_members_member ON introduction_members (member, introduction);

CREATE TABLE round_members (
	round uuid NOT NULL REFERENCES draws ON DELETE CASCADE,
	member uuid NOT NULL REFERENCES members ON DELETE CASCADE,
	outcome text NOT NULL CHECK (outcome IN ('introduced', 'sat_out')),
	introduction uuid REFERENCES introductions,
	why text NOT NULL DEFAULT '',
	PRIMARY KEY (round, member),
	CHECK ((outcome = 'introduced') = (introduction IS NOT NULL))
);
CREATE INDEX round_members_member ON round_members (member, round);

-- The database itself refuses a blocked pair. Whoever publishes has locked the
-- members' rows in the order of their ids; the trigger on ties takes the same
-- locks, so that of a block and a publication one is wholly first.
CREATE FUNCTION introduction_refuses_blocks() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM introduction_members a
	    JOIN introduction_members b ON b.introduction = a.introduction
	        AND a.member < b.member
	    JOIN ties t ON t.low = a.member AND t.high = b.member
	        AND t.kind = 'blocks'
	    JOIN fresh ON fresh.introduction = a.introduction) THEN
		RAISE EXCEPTION 'a blocked pair may not be introduced'
		    USING ERRCODE = 'integrity_constraint_violation',
		    CONSTRAINT = 'introduction_refuses_blocks';
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER introduction_refuses_blocks
AFTER INSERT ON introduction_members
REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION introduction_refuses_blocks();

CREATE FUNCTION tie_locks_members() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.kind = 'blocks' THEN
		PERFORM FROM members WHERE id IN (NEW.low, NEW.high)
		    ORDER BY id FOR UPDATE;
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER tie_locks_members
BEFORE INSERT ON ties FOR EACH ROW EXECUTE FUNCTION tie_locks_members();

-- Letters to send: to a member, to an address that is no member's yet, or to
-- nobody. The last is what an unknown address's sign-in leaves, so that it costs
-- what a known one's costs. What letters say is sealed: a code or link in a
-- stolen dump would be a key to an account.
CREATE TABLE outbox (
	id uuid PRIMARY KEY,
	member uuid REFERENCES members ON DELETE CASCADE,
	email_sealed bytea,
	kind text NOT NULL,
	key text NOT NULL UNIQUE,        -- what it is about: never two of one
	sealed bytea NOT NULL,           -- subject, newline, text
	state text NOT NULL DEFAULT 'pending'
	    CHECK (state IN ('pending', 'sending', 'sent', 'dead')),
	created_at timestamptz NOT NULL DEFAULT now(),
	next_at timestamptz NOT NULL DEFAULT now(),
	expires_at timestamptz NOT NULL,
	attempts integer NOT NULL DEFAULT 0,
	owner uuid,
	lease_until timestamptz,
	reason text,
	done_at timestamptz,
	CHECK (member IS NULL OR email_sealed IS NULL),
	CHECK ((state = 'sending') = (lease_until IS NOT NULL))
);
CREATE INDEX outbox_member ON outbox (member);
CREATE INDEX outbox_due ON outbox (next_at) WHERE state = 'pending';
CREATE INDEX outbox_leased ON outbox (lease_until) WHERE state = 'sending';
CREATE INDEX outbox_done ON outbox (done_at) WHERE state IN ('sent', 'dead');

-- A statement that inserts no row wakes nobody: whoever is woken looks, and
-- looking must not wake anybody again.
CREATE FUNCTION outbox_notify() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM fresh) THEN
		PERFORM pg_notify('serendip_outbox', '');
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER outbox_notify
AFTER INSERT ON outbox REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION outbox_notify();

CREATE FUNCTION rounds_notify() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM fresh) THEN
		PERFORM pg_notify('serendip_rounds', '');
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER rounds_notify
AFTER INSERT ON rounds REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION rounds_notify();

-- The answer once given to a request with an Idempotency-Key, sealed. Both
-- hashes are keyed: a request may hold an address and little else.
CREATE TABLE idempotency (
	key bytea PRIMARY KEY,
	request bytea NOT NULL,          -- hash of what was asked
	sealed bytea NOT NULL,
	created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX idempotency_created ON idempotency (created_at);

CREATE TABLE audit (
	number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	at timestamptz NOT NULL DEFAULT now(),
	actor text NOT NULL,             -- member:…, operator, daemon
	action text NOT NULL,
	subject uuid,
	detail text NOT NULL DEFAULT ''
);
CREATE FUNCTION audit_is_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'the audit log is append-only';
END $$;
CREATE TRIGGER audit_is_append_only
BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- How many rows were too old to keep, and a word of it where there were any.
CREATE FUNCTION tidied(what text, gone bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
BEGIN
	IF gone > 0 THEN
		INSERT INTO audit (actor, action, detail)
		VALUES ('daemon', 'tidied', gone || ' ' || what);
	END IF;
	RETURN gone;
END $$;

-- An operator's import under way: nothing counts before its commit.
CREATE TABLE imports (
	id uuid PRIMARY KEY,
	pool text REFERENCES pools,
	created_at timestamptz NOT NULL DEFAULT now(),
	expires_at timestamptz NOT NULL,
	bad integer NOT NULL DEFAULT 0
);
CREATE TABLE import_members (
	import uuid NOT NULL REFERENCES imports ON DELETE CASCADE,
	line integer NOT NULL,
	ref text NOT NULL,
	id uuid NOT NULL,                -- of the member, should it be new
	email_sealed bytea,
	email_index bytea,
	name text,
	language text,
	zone text,
	pitch text,
	attributes text[] NOT NULL,      -- name, value or '', name…
	PRIMARY KEY (import, ref),
	UNIQUE (import, email_index)
);
CREATE TABLE import_ties (
	import uuid NOT NULL REFERENCES imports ON DELETE CASCADE,
	line integer NOT NULL,
	a text NOT NULL,
	b text NOT NULL,
	kind text NOT NULL
);
CREATE INDEX import_ties_import ON import_ties (import);

-- The daemon's role may use all this and change nothing of it; it may add to
-- the audit log only. Where there is no such role, daemon and owner are one.
DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'serendip_app') THEN
		GRANT USAGE ON SCHEMA serendip TO serendip_app;
		GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES
		    IN SCHEMA serendip TO serendip_app;
		REVOKE UPDATE, DELETE ON audit FROM serendip_app;
	END IF;
END $$;
