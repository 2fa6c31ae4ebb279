-- Members who may do over TLS what operators do on their socket.
ALTER TABLE members
	ADD COLUMN is_operator boolean NOT NULL DEFAULT false,
	ADD CHECK (state = 'active' OR NOT is_operator);
CREATE INDEX members_operators ON members (name, id) WHERE is_operator;

-- Whoever is suspended, or leaves, has the role no more, and does not have it
-- again by coming back.
CREATE FUNCTION member_role_ends() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	NEW.is_operator := false;
	INSERT INTO serendip.audit (actor, action, subject, detail)
	VALUES ('daemon', 'role', NEW.id, 'member');
	RETURN NEW;
END $$;
CREATE TRIGGER member_role_ends
BEFORE UPDATE OF state ON members FOR EACH ROW
WHEN (OLD.is_operator AND NEW.state <> 'active')
EXECUTE FUNCTION member_role_ends();

-- Of whoever has the role the audit log says 'operator:' and their id.
CREATE INDEX audit_operator ON audit (actor) WHERE actor LIKE 'operator:%';

-- Whoever reported, or is reported, does not sit over the report.
CREATE FUNCTION is_party(reports, member uuid) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce($2 = $1.reporter, false) OR coalesce($2 = $1.reported, false);
