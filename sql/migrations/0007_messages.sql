-- What members of an introduction say to each other, and what there is to tell
-- whoever listens.

CREATE TABLE messages (
	id uuid PRIMARY KEY,
	introduction uuid NOT NULL REFERENCES introductions ON DELETE CASCADE,
	member uuid REFERENCES members ON DELETE SET NULL, -- NULL: has left
	sealed bytea NOT NULL,
	written_at timestamptz NOT NULL DEFAULT clock()
);
CREATE INDEX messages_introduction ON messages (introduction, id);
CREATE INDEX messages_member ON messages (member, written_at);
CREATE INDEX messages_written ON messages (written_at);

ALTER TABLE introduction_members ADD COLUMN read_at timestamptz;

-- When it was over for a member who did not go on with an introduction, whatever
-- the others make of it; null where it is not. What they say and arrange from
-- then on is not this member's to know.
CREATE FUNCTION left_at(introductions, introduction_members) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE
	    WHEN $2.response = 'declined' THEN $2.answered_at
	    WHEN $2.response IS NULL AND $1.state <> 'offered'
	        THEN coalesce($1.accepted_at, $1.expires_at) END
$$;

-- Its state as a member sees it: declined for whoever declined, and expired for
-- whoever had stayed silent as the others went on, whatever these make of it.
CREATE FUNCTION state_seen(introductions, introduction_members) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE
	    WHEN $2.response = 'declined' THEN 'declined'
	    WHEN $2.response IS NULL AND $1.accepted_at IS NOT NULL THEN 'expired'
	    ELSE $1.state END
$$;

-- Who is still there to hear of a member, and sees them.
CREATE VIEW introduction_audience AS
SELECT v.introduction, v.member AS of, v.partner AS member
FROM introduction_pairs v
JOIN introductions i ON i.id = v.introduction
JOIN introduction_members p ON p.introduction = i.id AND p.member = v.partner
WHERE left_at(i, p) IS NULL;

-- Whether it is open to a member: they may write to the others, and propose hours
-- to them. at_once: the pools that do not wait for all to accept.
CREATE FUNCTION is_open_to(introductions, introduction_members,
    at_once text[], at timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE
	    WHEN $1.state IN ('accepted', 'met') THEN $2.response = 'accepted'
	    WHEN $1.state = 'offered' THEN $2.response IS DISTINCT FROM 'declined'
	        AND $1.pool = ANY (at_once) AND $1.expires_at > at
	    ELSE false END
$$;

-- What a member may do with the thread of an introduction: 'none' where it is not
-- theirs, or they see nobody in it any more (introduction_pairs), 'write' where it
-- is open to them, 'later' where it may be so once all have accepted, 'read' where
-- it has ended.
CREATE FUNCTION thread_of(which uuid, reader uuid, at_once text[]) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT coalesce((
		SELECT CASE
		    WHEN is_open_to(i, p, at_once, clock()) THEN 'write'
		    WHEN i.state = 'offered' AND i.expires_at > clock()
		        AND p.response IS DISTINCT FROM 'declined' THEN 'later'
		    ELSE 'read' END
		FROM serendip.introduction_members p
		JOIN serendip.introductions i ON i.id = p.introduction
		WHERE p.introduction = which AND p.member = reader
		    AND EXISTS (SELECT FROM serendip.introduction_pairs v
		        WHERE v.introduction = which AND v.member = reader)),
	    'none')
$$;

-- What happened, for streams of events. A transaction may end after one that
-- began later: so events are told in the order of transactions, and only of those
-- below which none is running any more. Nothing can then appear before what was
-- told. member NULL: for everybody. No foreign keys: whoever leaves takes their
-- sessions along, and that is an event too.
CREATE TABLE events (
	number bigint GENERATED ALWAYS AS IDENTITY,
	xact xid8 NOT NULL DEFAULT pg_current_xact_id(),
	member uuid,
	kind text NOT NULL CHECK (kind IN
	    ('introduction', 'message', 'round', 'session')),
	introduction uuid,
	message uuid,
	round uuid,
	pool text,
	state text,
	at timestamptz NOT NULL DEFAULT clock(),
	PRIMARY KEY (xact, number)
);
CREATE INDEX events_member ON events (member, xact, number);
CREATE INDEX events_at ON events (at);

-- The last event that retention took, so that nobody goes on from before it.
CREATE TABLE events_gone (
	is_it boolean PRIMARY KEY DEFAULT true CHECK (is_it),
	xact xid8 NOT NULL,
	number bigint NOT NULL
);
INSERT INTO events_gone (xact, number) VALUES ('0', 0);

CREATE FUNCTION events_notify() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT FROM fresh) THEN
		PERFORM pg_notify('serendip_events', '');
	END IF;
	RETURN NULL;
END $$;
CREATE TRIGGER events_notify
AFTER INSERT ON events REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION events_notify();

CREATE FUNCTION introduction_made_event() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO serendip.events (member, kind, introduction)
	SELECT member, 'introduction', introduction FROM fresh;
	RETURN NULL;
END $$;
CREATE TRIGGER introduction_made_event
AFTER INSERT ON introduction_members REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION introduction_made_event();

-- To whoever sees another state than before.
CREATE FUNCTION introduction_changed_event() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO serendip.events (member, kind, introduction, state)
	SELECT p.member, 'introduction', NEW.id, serendip.state_seen(NEW, p)
	FROM serendip.introduction_members p
	WHERE p.introduction = NEW.id
	    AND serendip.state_seen(NEW, p) <> serendip.state_seen(OLD, p)
	    AND EXISTS (SELECT FROM serendip.introduction_pairs v
	        WHERE v.introduction = NEW.id AND v.member = p.member);
	RETURN NULL;
END $$;
CREATE TRIGGER introduction_changed_event
AFTER UPDATE OF state ON introductions FOR EACH ROW
WHEN (OLD.state IS DISTINCT FROM NEW.state)
EXECUTE FUNCTION introduction_changed_event();

-- Whatever one of its members does with it, but for reading: to their other
-- devices, and to whoever sees them and is still there.
CREATE FUNCTION introduction_answered_event() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO serendip.events (member, kind, introduction)
	SELECT NEW.member, 'introduction', NEW.introduction
	WHERE EXISTS (SELECT FROM serendip.introduction_pairs v
	    WHERE v.introduction = NEW.introduction AND v.member = NEW.member)
	UNION ALL
	SELECT a.member, 'introduction', NEW.introduction
	FROM serendip.introduction_audience a
	WHERE a.introduction = NEW.introduction AND a.of = NEW.member;
	RETURN NULL;
END $$;
CREATE TRIGGER introduction_answered_event
AFTER UPDATE ON introduction_members FOR EACH ROW
WHEN (to_jsonb(OLD) - 'read_at' IS DISTINCT FROM to_jsonb(NEW) - 'read_at')
EXECUTE FUNCTION introduction_answered_event();

-- To the same.
CREATE FUNCTION message_event() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO serendip.events (member, kind, introduction, message)
	SELECT NEW.member, 'message', NEW.introduction, NEW.id
	UNION ALL
	SELECT a.member, 'message', NEW.introduction, NEW.id
	FROM serendip.introduction_audience a
	WHERE a.introduction = NEW.introduction AND a.of = NEW.member;
	RETURN NULL;
END $$;
CREATE TRIGGER message_event
AFTER INSERT ON messages FOR EACH ROW EXECUTE FUNCTION message_event();

CREATE FUNCTION round_event() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO serendip.events (kind, round, pool, state)
	VALUES ('round', NEW.id, NEW.pool, NEW.state);
	RETURN NULL;
END $$;
CREATE TRIGGER round_event
AFTER UPDATE OF state ON rounds FOR EACH ROW
WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.state <> 'failed')
EXECUTE FUNCTION round_event();

-- Streams of a session that ends have to end.
CREATE FUNCTION session_event() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO serendip.events (member, kind)
	SELECT DISTINCT member, 'session' FROM gone;
	RETURN NULL;
END $$;
CREATE TRIGGER session_event
AFTER DELETE ON sessions REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION session_event();

CREATE FUNCTION member_state_event() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO serendip.events (member, kind) VALUES (NEW.id, 'session');
	RETURN NULL;
END $$;
CREATE TRIGGER member_state_event
AFTER UPDATE OF state ON members FOR EACH ROW
WHEN (OLD.state IS DISTINCT FROM NEW.state)
EXECUTE FUNCTION member_state_event();

DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'serendip_app') THEN
		GRANT SELECT, INSERT, UPDATE, DELETE ON messages, events, events_gone
		    TO serendip_app;
		GRANT SELECT ON introduction_audience TO serendip_app;
	END IF;
END $$;

-- formerly: cd70ecdde1cc8e9b02403aea72cf1fa19a819361f2477087dacec1ef1cf24b5a
