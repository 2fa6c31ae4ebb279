-- How people come to be members: invitations, and consent that terms may outlive.

-- What lets somebody sign up: its token's hash. By an operator where no member
-- invites. email_index is the address that a letter with it went to, if any:
-- whoever has the token may use it.
CREATE TABLE invitations (
	id uuid PRIMARY KEY,
	hash bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
	inviter uuid REFERENCES members ON DELETE CASCADE,
	pool text REFERENCES pools,      -- that whoever comes by it joins
	email_index bytea,
	uses_max integer NOT NULL CHECK (uses_max > 0),
	uses integer NOT NULL DEFAULT 0 CHECK (uses BETWEEN 0 AND uses_max),
	created_at timestamptz NOT NULL DEFAULT clock(),
	expires_at timestamptz NOT NULL,
	ended_at timestamptz
);
CREATE INDEX invitations_inviter ON invitations (inviter, id);
CREATE INDEX invitations_email ON invitations (email_index, created_at)
    WHERE email_index IS NOT NULL;
CREATE INDEX invitations_expires ON invitations (expires_at);

-- Addresses whose owners want no more invitations.
CREATE TABLE invitation_refusals (
	email_index bytea PRIMARY KEY,
	created_at timestamptz NOT NULL DEFAULT clock()
);

-- Whoever consents also attests an age: at the same moment, and how old.
ALTER TABLE signups
    ADD COLUMN invitation uuid REFERENCES invitations ON DELETE SET NULL,
    ADD COLUMN attested_age integer;
CREATE INDEX signups_invitation ON signups (invitation)
    WHERE invitation IS NOT NULL;
ALTER TABLE members ADD COLUMN attested_age integer;

-- One row: the terms in force, since when, and until when a consent to others
-- is enough to be introduced.
CREATE TABLE terms (
	one boolean PRIMARY KEY DEFAULT true CHECK (one),
	version text NOT NULL,
	since timestamptz NOT NULL DEFAULT clock(),
	grace interval NOT NULL
);

-- Whether a member with this consent may be introduced. Whom an operator
-- imported has given none here, and is the operator's to have asked.
CREATE FUNCTION consent_holds(consented text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE AS
'SELECT consented IS NULL OR NOT EXISTS (SELECT FROM terms t
    WHERE t.version <> consented AND t.since + t.grace <= clock())';

DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'serendip_app') THEN
		GRANT SELECT, INSERT, UPDATE, DELETE
		    ON invitations, invitation_refusals, terms TO serendip_app;
	END IF;
END $$;
