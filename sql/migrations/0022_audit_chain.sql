-- What a house is kept by: an audit log that shows tampering, a record of backups,
-- accounts that nobody uses, and the change to another secret.

-- --- the chain of the audit log -------------------------------------------------
--
-- Rows are written by many transactions at once, among them long ones, and commit
-- in any order. A row that had to know the hash of the one before would make each of
-- them wait for the last to commit. So rows are appended freely, as ever, and a
-- sealer comes behind: it gives those that are committed their places, in the order
-- in which it finds them, and each place the hash of the row and of the place before.
-- What commits late has a later place; numbers that a rollback took leave no gap,
-- because places are counted by the sealer alone. One sealer at a time, by an advisory
-- lock that nobody else takes: it waits for nobody, nobody waits for it, and two
-- daemons cannot fork the chain. Between a row's commit and its place are seconds, in
-- which whoever owns the tables could still change it unseen.
--
-- Places hang on nothing that a dump leaves behind (such as transaction ids), so a
-- restored log goes on where it stood.

CREATE TABLE audit_chain (
	place bigint PRIMARY KEY CHECK (place > 0),
	number bigint NOT NULL UNIQUE,   -- the row of audit
	hash bytea NOT NULL CHECK (octet_length(hash) = 32)
);

-- Rows that have no place yet: what the sealer need not look for in the whole log.
CREATE TABLE audit_waiting (number bigint PRIMARY KEY);
INSERT INTO audit_waiting SELECT number FROM audit;

CREATE FUNCTION audit_waits() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = serendip, pg_temp AS $$
BEGIN
	INSERT INTO audit_waiting SELECT number FROM fresh;
	RETURN NULL;
END $$;
CREATE TRIGGER audit_waits
AFTER INSERT ON audit REFERENCING NEW TABLE AS fresh
FOR EACH STATEMENT EXECUTE FUNCTION audit_waits();

-- One row once the oldest places were taken away by retention: the last of them, on
-- which the first that is kept stands.
CREATE TABLE audit_begins (
	one boolean PRIMARY KEY DEFAULT true CHECK (one),
	place bigint NOT NULL,
	hash bytea NOT NULL CHECK (octet_length(hash) = 32)
);

-- SHA-256 of the hash before (32 zero bytes before the first), and of number,
-- microseconds since 1970, actor, action, subject ('-': none) and detail, each with a
-- line break behind it, actor, action and detail with their length in bytes and a
-- blank in front: no two rows read alike.
CREATE FUNCTION audit_hash(before bytea, line audit) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT sha256(before || convert_to(line.number || E'\n'
	    || serendip.to_us(line.at) || E'\n'
	    || octet_length(line.actor) || ' ' || line.actor || E'\n'
	    || octet_length(line.action) || ' ' || line.action || E'\n'
	    || coalesce(line.subject::text, '-') || E'\n'
	    || octet_length(line.detail) || ' ' || line.detail || E'\n', 'UTF8'))
$$;

-- The last place and its hash; place 0 of an empty log.
CREATE FUNCTION audit_head(OUT place bigint, OUT hash bytea)
LANGUAGE sql STABLE AS $$
	SELECT h.place, h.hash FROM (
		(SELECT c.place, c.hash FROM serendip.audit_chain c
		 ORDER BY c.place DESC LIMIT 1)
		UNION ALL SELECT b.place, b.hash FROM serendip.audit_begins b
		UNION ALL SELECT 0, decode(repeat('00', 32), 'hex')
	) AS h ORDER BY h.place DESC LIMIT 1
$$;

-- Gives so many rows at most their places; how many it gave. 0 where another is at it.
-- By the owner's right: who only uses the tables can neither write places nor take
-- them away.
CREATE FUNCTION audit_seal(most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = serendip, pg_temp AS $$
DECLARE
	head record;
	line audit;
	given integer := 0;
BEGIN
	IF NOT pg_try_advisory_xact_lock(8314037911139577201) THEN
		RETURN 0;
	END IF;
	SELECT * INTO head FROM audit_head();
	FOR line IN SELECT a.* FROM audit_waiting w JOIN audit a USING (number)
	    ORDER BY number LIMIT most LOOP
		head.place := head.place + 1;
		head.hash := audit_hash(head.hash, line);
		INSERT INTO audit_chain VALUES (head.place, line.number, head.hash);
		DELETE FROM audit_waiting WHERE number = line.number;
		given := given + 1;
	END LOOP;
	RETURN given;
END $$;

-- Looks at so many places after one, and says how far it came, and the first thing
-- that is not as it was sealed: 'gone', a row or a place; 'changed', a row or its hash.
CREATE FUNCTION audit_verify(after bigint, most integer, OUT upto bigint,
    OUT looked integer, OUT broken bigint, OUT number bigint, OUT what text)
LANGUAGE plpgsql STABLE SET search_path = serendip, pg_temp AS $$
DECLARE
	begins record;
	link record;
	before bytea := (SELECT c.hash FROM audit_chain c WHERE c.place = after);
BEGIN
	upto := after;
	looked := 0;
	SELECT coalesce(max(b.place), 0) AS place, coalesce((SELECT hash
	    FROM audit_begins), decode(repeat('00', 32), 'hex')) AS hash
	INTO begins FROM audit_begins b;
	IF after <= begins.place THEN
		upto := begins.place;
		before := begins.hash;
	END IF;
	FOR link IN SELECT c.place, c.number, c.hash, a.number IS NULL AS is_gone, a
	    FROM audit_chain c LEFT JOIN audit a ON a.number = c.number
	    WHERE c.place > upto ORDER BY c.place LIMIT most LOOP
		broken := upto + 1;
		number := link.number;
		what := CASE WHEN link.place <> upto + 1 OR link.is_gone THEN 'gone'
		    WHEN before IS NULL
		        OR link.hash <> audit_hash(before, link.a) THEN 'changed' END;
		IF what IS NOT NULL THEN
			IF link.place <> upto + 1 THEN
				number := NULL; -- the place that named it is gone
			END IF;
			RETURN;
		END IF;
		upto := link.place;
		looked := looked + 1;
		before := link.hash;
	END LOOP;
	broken := NULL;
	number := NULL;
END $$;

-- What hangs on no place: a row that no place has and that does not wait for one was
-- put there around the sealer, or its place was cut off the end; and one that waited
-- and is not there any more was deleted before it had a place.
CREATE FUNCTION audit_stray() RETURNS bigint
LANGUAGE sql STABLE AS $$
	SELECT least((SELECT min(a.number) FROM serendip.audit a
	        WHERE NOT EXISTS (SELECT FROM serendip.audit_chain c
	                WHERE c.number = a.number)
	            AND NOT EXISTS (SELECT FROM serendip.audit_waiting w
	                WHERE w.number = a.number)),
	    (SELECT min(w.number) FROM serendip.audit_waiting w
	     WHERE NOT EXISTS (SELECT FROM serendip.audit a
	         WHERE a.number = w.number)))
$$;

-- Whether the beginning was taken away by retention, which leaves a line of it.
CREATE FUNCTION audit_begins_well() RETURNS boolean
LANGUAGE sql STABLE AS $$
	SELECT NOT EXISTS (SELECT FROM serendip.audit_begins b
	    WHERE NOT EXISTS (SELECT FROM serendip.audit a
	        WHERE a.action = 'audit forgotten'
	            AND a.detail = b.place || ':' || encode(b.hash, 'hex')))
$$;
CREATE INDEX audit_forgotten ON audit (number) WHERE action = 'audit forgotten';

-- Rows are neither changed nor deleted, but by audit_forget.
CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE'
	    AND current_setting('serendip.audit_forgets', true) = 'on' THEN
		RETURN NULL;
	END IF;
	RAISE EXCEPTION 'the audit log is append-only';
END $$;

-- Takes away so many of the oldest places with their rows, where all of them are
-- older than so many days, 180 at least; how many. The last of them stays known as
-- where the chain begins, and a line says so: it is in the chain itself.
CREATE FUNCTION audit_forget(days integer, most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = serendip, pg_temp AS $$
DECLARE
	last audit_chain;
	gone integer;
BEGIN
	IF NOT pg_try_advisory_xact_lock(8314037911139577201) THEN
		RETURN 0;
	END IF;
	SELECT (c).* INTO last FROM (
		SELECT c, bool_and(a.at < clock() - greatest(days, 180) * interval
		    '1 day') OVER (ORDER BY c.place) AS is_old
		FROM audit_chain c JOIN audit a USING (number)
		ORDER BY c.place LIMIT most) AS oldest
	WHERE is_old ORDER BY (c).place DESC LIMIT 1;
	IF last.place IS NULL THEN
		RETURN 0;
	END IF;
	PERFORM set_config('serendip.audit_forgets', 'on', true);
	DELETE FROM audit a USING audit_chain c
	WHERE c.number = a.number AND c.place <= last.place;
	GET DIAGNOSTICS gone = ROW_COUNT;
	PERFORM set_config('serendip.audit_forgets', 'off', true);
	DELETE FROM audit_chain WHERE place <= last.place;
	INSERT INTO audit_begins (place, hash) VALUES (last.place, last.hash)
	ON CONFLICT (one) DO UPDATE SET place = last.place, hash = last.hash;
	INSERT INTO audit (actor, action, detail) VALUES ('daemon', 'audit forgotten',
	    last.place || ':' || encode(last.hash, 'hex'));
	RETURN gone;
END $$;

-- --- backups --------------------------------------------------------------------

-- Those that were written: when by the snapshot that they hold, and how the audit log
-- ended in it. `recipient` tells which key opens it.
CREATE TABLE backups (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	taken_at timestamptz NOT NULL,
	bytes bigint NOT NULL,
	digest bytea NOT NULL CHECK (octet_length(digest) = 32),
	recipient text NOT NULL,
	audit_head text NOT NULL
);

-- --- accounts that nobody uses --------------------------------------------------

-- When a member was last here: signed in, used a session, or was on an operator's
-- list. Once they were told that their account will go: when.
ALTER TABLE members
	ADD COLUMN seen_at timestamptz NOT NULL DEFAULT clock(),
	ADD COLUMN goes_at timestamptz;
CREATE INDEX members_seen ON members (seen_at)
    WHERE state = 'active' AND email_sealed IS NOT NULL;
CREATE INDEX members_go ON members (goes_at) WHERE goes_at IS NOT NULL;

DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'serendip_app') THEN
		GRANT SELECT ON audit_chain, audit_waiting, audit_begins, backups
		    TO serendip_app;
	END IF;
END $$;
