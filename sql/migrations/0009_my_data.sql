-- What members see and end of their sessions, take along, change of their
-- address, and leave behind.

-- By which a session is named to its member, and what it was begun with.
ALTER TABLE sessions
	ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
	ADD COLUMN label text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX sessions_id ON sessions (id);
CREATE INDEX sessions_used ON sessions (used_at); -- for retention

-- A draw's input names whoever took part and says what they are: once one of
-- them is erased, or it is too old, it is '', and the draw cannot be repeated any
-- more. Its seed and digest stay.
CREATE INDEX draws_kept ON draws (stored_at) WHERE octet_length(input) > 0;

-- Answers kept for requests that come again hold what their member was told.
ALTER TABLE idempotency
	ADD COLUMN member uuid REFERENCES members ON DELETE CASCADE;
CREATE INDEX idempotency_member ON idempotency (member)
    WHERE member IS NOT NULL;

-- An address that a member wants in the place of theirs: once it and the one
-- before have confirmed it, or the one before has said nothing for a week. Where
-- it is another member's, no code was sent to it.
CREATE TABLE address_changes (
	id uuid PRIMARY KEY,
	member uuid NOT NULL UNIQUE REFERENCES members ON DELETE CASCADE,
	email_sealed bytea NOT NULL,
	email_index bytea NOT NULL,
	person bytea NOT NULL,
	new_code bytea NOT NULL,         -- keyed hashes, of id and code
	old_code bytea NOT NULL,
	objection bytea NOT NULL UNIQUE CHECK (octet_length(objection) = 32),
	tries integer NOT NULL DEFAULT 0,
	asked_at timestamptz NOT NULL DEFAULT clock(),
	new_at timestamptz,              -- when each confirmed it
	old_at timestamptz,
	session bytea                    -- that goes on when all others end
);
CREATE INDEX address_changes_asked ON address_changes (asked_at);

-- Whoever is on a list of the operator's and was erased does not come back by
-- the next import of it: keyed hashes of the ids there.
CREATE TABLE erased_refs (
	hash bytea PRIMARY KEY,
	erased_at timestamptz NOT NULL DEFAULT clock()
);

-- Whose account an open report is about, should they come back after erasure.
ALTER TABLE reports ADD COLUMN reported_person bytea;
CREATE INDEX reports_person ON reports (reported_person)
    WHERE reported_person IS NOT NULL;
CREATE FUNCTION member_reported() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	UPDATE reports SET reported = NEW.id, reported_person = NULL
	WHERE reported_person = NEW.person;
	RETURN NULL;
END $$;
CREATE TRIGGER member_reported
AFTER INSERT ON members FOR EACH ROW
WHEN (NEW.person IS NOT NULL)
EXECUTE FUNCTION member_reported();

-- A letter whose text would name whoever it goes to, and is their last, is
-- forgotten with the address.
CREATE OR REPLACE FUNCTION holds_secret(kind text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN kind IN ('signin_code',
    'welcome_code', 'address_new', 'address_old', 'address_taken',
    'address_changed', 'account_erased', 'invited', 'invited_by');

-- An instant as the API writes it; NULL stays NULL.
CREATE FUNCTION api_time(timestamptz) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');

-- What is sealed, on its way to who can open it; NULL stays NULL, and so does
-- what was forgotten.
CREATE FUNCTION sealed_text(bytea) RETURNS jsonb
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN octet_length($1) > 0
    THEN jsonb_build_object('$sealed', encode($1, 'hex')) END;

-- A member's lines of the audit log: what they did, what was done to them, and
-- which letters they got.
CREATE INDEX audit_actor ON audit (actor) WHERE actor LIKE 'member:%';
CREATE INDEX audit_subject ON audit (subject) WHERE subject IS NOT NULL;
CREATE INDEX audit_letters ON audit ((right(detail, 36)))
    WHERE action LIKE 'letter %';

DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'serendip_app') THEN
		GRANT SELECT, INSERT, UPDATE, DELETE
		    ON address_changes, erased_refs TO serendip_app;
	END IF;
END $$;
