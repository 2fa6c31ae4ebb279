-- Another secret in the place of one (daemon/io/keyring.h says what of a house
-- depends on it, and why hashes are nested). All keyed hashes are of one
-- generation, house.generation, and become those of the next in one transaction;
-- what is sealed is sealed anew afterwards, a few pages of a table at a time.

ALTER TABLE house
	ADD COLUMN generation integer NOT NULL DEFAULT 1 CHECK (generation > 0),
	ADD COLUMN rotated_at timestamptz,  -- since when it is this generation
	ADD COLUMN resealed_at timestamptz; -- since when nothing older is sealed

-- Columns that a secret is behind: keyed hashes, ids of an operator's list that
-- are pieces of such ("@…", where the list has none), and what is sealed. These by
-- place: where one is copied from another, the other comes first.
CREATE TABLE key_columns (
	place integer PRIMARY KEY,
	tab text NOT NULL,
	col text NOT NULL,
	kind text NOT NULL CHECK (kind IN ('hash', 'ref', 'sealed')),
	UNIQUE (tab, col)
);
INSERT INTO key_columns (place, tab, col, kind)
SELECT row_number() OVER (), v.* FROM (VALUES
    ('limits', 'key', 'hash'),
    ('idempotency', 'key', 'hash'), ('idempotency', 'request', 'hash'),
    ('signins', 'email_index', 'hash'), ('signins', 'code', 'hash'),
    ('signups', 'person', 'hash'),
    ('import_members', 'email_index', 'hash'),
    ('import_members', 'person', 'hash'),
    ('import_members', 'ref_hash', 'hash'), ('import_members', 'ref', 'ref'),
    ('address_changes', 'email_index', 'hash'),
    ('address_changes', 'person', 'hash'),
    ('address_changes', 'new_code', 'hash'),
    ('address_changes', 'old_code', 'hash'),
    ('members', 'email_index', 'hash'), ('members', 'person', 'hash'),
    ('members', 'ref_hash', 'hash'), ('members', 'ref', 'ref'),
    ('invitations', 'email_index', 'hash'),
    ('invitation_refusals', 'email_index', 'hash'),
    ('known_people', 'person', 'hash'), ('blocks', 'address', 'hash'),
    ('block_people', 'by_person', 'hash'),
    ('block_people', 'of_person', 'hash'),
    ('suggestions', 'people', 'hash'), ('suggested_people', 'person', 'hash'),
    ('reports', 'reporter_person', 'hash'),
    ('reports', 'reported_person', 'hash'), ('erased_refs', 'hash', 'hash'),
    ('idempotency', 'sealed', 'sealed'), ('signups', 'email_sealed', 'sealed'),
    ('import_members', 'email_sealed', 'sealed'),
    ('address_changes', 'email_sealed', 'sealed'),
    ('members', 'email_sealed', 'sealed'), ('outbox', 'email_sealed', 'sealed'),
    ('outbox', 'sealed', 'sealed'), ('messages', 'sealed', 'sealed'),
    ('known_people', 'email_sealed', 'sealed'), ('blocks', 'sealed', 'sealed'),
    ('suggestions', 'because_sealed', 'sealed'),
    ('suggested_people', 'sealed', 'sealed'),
    ('meetings', 'place_sealed', 'sealed'), ('reports', 'sealed', 'sealed'),
    ('reports', 'snapshot_sealed', 'sealed'),
    ('reports', 'words_sealed', 'sealed')) AS v(tab, col, kind);

-- Hashes as they were and as they become: filled and emptied in one transaction,
-- so that nobody ever reads a row, nor does a dump; nor are samples kept of it.
CREATE UNLOGGED TABLE rekeyed (
	was bytea PRIMARY KEY,
	becomes bytea NOT NULL
);
ALTER TABLE rekeyed ALTER was SET STATISTICS 0, ALTER becomes SET STATISTICS 0;

-- The hash under which an id of an operator's list goes into erased_refs comes
-- with the list, since the ids of some of them change with the secret; NULL of a
-- member who came before this migration: it is made as they leave, or by the first
-- rotation. An import under way has none, and must begin anew.
DELETE FROM imports;
ALTER TABLE members ADD COLUMN ref_hash bytea;
ALTER TABLE import_members ADD COLUMN ref_hash bytea NOT NULL;

DROP FUNCTION import_changes(uuid, bytea);
DROP FUNCTION import_new_ties(uuid, bytea);
DROP FUNCTION import_member(uuid, text, bytea);
DROP FUNCTION is_erased_ref(text, bytea);

-- Whether somebody was erased whose id in an operator's list has this hash.
CREATE FUNCTION is_erased_ref(hash bytea) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN EXISTS (SELECT FROM erased_refs e WHERE e.hash = $1);

-- What a commit makes of each record: 'new', 'changed' with its fields,
-- 'unchanged', or 'erased' (who was erased does not come back by a file).
CREATE FUNCTION import_changes(import uuid)
RETURNS TABLE (line integer, id uuid, ref text, name text, change text,
    fields text[])
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT i.line, coalesce(m.id, i.id),
	    CASE WHEN NOT i.by_email THEN i.ref END,
	    coalesce(i.name, m.name, CASE WHEN NOT i.by_email THEN i.ref END, ''),
	    CASE WHEN m.state = 'erased' OR m.id IS NULL AND is_erased_ref(i.ref_hash)
	        THEN 'erased'
	        WHEN m.id IS NULL THEN 'new'
	        WHEN cardinality(f.fields) = 0 THEN 'unchanged'
	        ELSE 'changed' END,
	    f.fields
	FROM import_members i JOIN imports x ON x.id = i.import
	LEFT JOIN LATERAL (
	    SELECT k.id, k.state, k.email_index, k.name, k.language, k.zone, k.pitch
	    FROM members k WHERE k.ref = i.ref
	    UNION ALL
	    SELECT k.id, k.state, k.email_index, k.name, k.language, k.zone, k.pitch
	    FROM members k WHERE i.by_email AND k.ref IS NULL
	        AND k.email_index = i.email_index
	    LIMIT 1) AS m ON true
	CROSS JOIN LATERAL (
	    SELECT coalesce(array_agg(v.field ORDER BY v.place, v.field),
	        '{}'::text[]) AS fields
	    FROM (
	        SELECT 1 AS place, 'email' AS field,
	            i.email_index IS DISTINCT FROM m.email_index
	                AND i.email_index IS NOT NULL AS differs
	        UNION ALL SELECT 2, 'name', i.name <> m.name
	        UNION ALL SELECT 3, 'language', i.language <> m.language
	        UNION ALL SELECT 4, 'zone', i.zone <> m.zone
	        UNION ALL SELECT 5, 'pitch', i.pitch <> m.pitch
	        UNION ALL SELECT 6, i.attributes[n],
	            i.attributes[n + 1] <> coalesce(a.value, '')
	        FROM generate_series(1, cardinality(i.attributes) - 1, 2) AS n
	        LEFT JOIN member_attributes a ON a.member = m.id
	            AND a.attribute = i.attributes[n]
	        UNION ALL SELECT 7, 'pool ' || x.pool, NOT EXISTS (
	            SELECT FROM memberships s
	            WHERE s.member = m.id AND s.pool = x.pool)
	        WHERE x.pool IS NOT NULL) AS v
	    WHERE v.differs AND m.id IS NOT NULL) AS f
	WHERE i.import = $1;
END;

-- The member of that id, who is there or will be by the import; null where neither,
-- or where they have left.
CREATE FUNCTION import_member(import uuid, ref text) RETURNS uuid
LANGUAGE sql STABLE
RETURN coalesce((SELECT m.id FROM members m
        WHERE m.ref = $2 AND m.state <> 'erased'),
    (SELECT i.id FROM import_members i WHERE i.import = $1 AND i.ref = $2
        AND NOT EXISTS (SELECT FROM members m WHERE m.ref = $2)
        AND NOT is_erased_ref(i.ref_hash)));

-- Ties of an import that are not there, or not by the operator's file. Members who
-- are yet to come count by the ids that they will have.
CREATE FUNCTION import_new_ties(import uuid)
RETURNS TABLE (low uuid, high uuid, kind text, by uuid)
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT n.low, n.high, n.kind, n.by
	FROM (SELECT DISTINCT least(a.id, b.id) AS low, greatest(a.id, b.id) AS high,
	        t.kind, a.id AS by
	    FROM import_ties t
	    CROSS JOIN LATERAL (SELECT import_member(t.import, t.a) AS id) AS a
	    CROSS JOIN LATERAL (SELECT import_member(t.import, t.b) AS id) AS b
	    WHERE t.import = $1 AND a.id <> b.id) AS n
	WHERE NOT EXISTS (SELECT FROM ties k WHERE k.low = n.low AND k.high = n.high
	    AND k.kind = n.kind AND k.by = n.by AND k.source = 'import');
END;

-- An event of a meeting is what happens to it, not how its place is sealed.
CREATE OR REPLACE TRIGGER meeting_event
AFTER INSERT OR UPDATE OF by, starts_at, minutes, state, sequence, changed_at
ON meetings FOR EACH ROW EXECUTE FUNCTION meeting_event();

-- Before all else that a daemon's transaction does: no rotation happens until it
-- is over, and none has that it does not know. Any number will do for the lock, as
-- long as it is ours.
CREATE FUNCTION keys_hold(known integer) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
	now_at integer;
BEGIN
	PERFORM pg_advisory_xact_lock_shared(1936028271, 0);
	SELECT generation INTO now_at FROM house;
	IF now_at <> known THEN
		RAISE EXCEPTION USING ERRCODE = 'SK001', MESSAGE = now_at::text;
	END IF;
END $$;

-- --- for whoever owns the tables: daemon/upkeep/rotate*.c ----------------------

-- Up to so many hashes that have no new one yet.
CREATE FUNCTION keys_unmapped(many integer)
RETURNS TABLE (kind text, was bytea)
LANGUAGE plpgsql AS $$
DECLARE
	c key_columns;
BEGIN
	FOR c IN SELECT * FROM key_columns k WHERE k.kind <> 'sealed'
	    ORDER BY place LOOP
		RETURN QUERY EXECUTE format(
		    'SELECT %1$L::text, h.was FROM (SELECT DISTINCT %2$s AS was
		     FROM %3$I WHERE %4$I IS NOT NULL %5$s) AS h
		     WHERE NOT EXISTS (SELECT FROM rekeyed r WHERE r.was = h.was)
		     LIMIT $1', c.kind,
		    CASE c.kind WHEN 'ref' THEN format(
		        'convert_to(%I, ''UTF8'')', c.col)
		        ELSE format('%I', c.col) END, c.tab, c.col,
		    CASE c.kind WHEN 'ref' THEN format(
		        'AND %I ~ ''^@[0-9a-f]{32}$''', c.col) ELSE '' END)
		USING many;
	END LOOP;
END $$;

-- A moment without transactions of daemons, until this one is over, or beyond it
-- until it is let go; false where there was none within that time. Whoever comes
-- meanwhile waits behind us, so it is not to be long: where anything else holds a
-- table for ten seconds, all is given up.
CREATE FUNCTION keys_gate(patience text, is_beyond boolean) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('lock_timeout', patience, true);
	IF is_beyond THEN
		PERFORM pg_advisory_lock(1936028271, 0);
	ELSE
		PERFORM pg_advisory_xact_lock(1936028271, 0);
	END IF;
	PERFORM set_config('lock_timeout', '10s', true);
	RETURN true;
EXCEPTION WHEN lock_not_available THEN
	RETURN false;
END $$;

-- A hash without a new one ends the rotation; none is lost by it.
CREATE FUNCTION keys_lost(was bytea) RETURNS bytea
LANGUAGE plpgsql STRICT AS $$
BEGIN
	RAISE EXCEPTION 'a keyed hash has no new one: %', encode(was, 'hex');
END $$;

-- Each hash becomes its new one, by what is in rekeyed; triggers of tables are for
-- what happens to people, and nothing does.
CREATE FUNCTION keys_switch(fingerprint text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
	t record;
BEGIN
	FOR t IN SELECT tab, string_agg(CASE kind WHEN 'ref' THEN format(
	        '%1$I = coalesce(convert_from((SELECT becomes FROM rekeyed
	        WHERE was = convert_to(x.%1$I, ''UTF8'')), ''UTF8''), x.%1$I)', col)
	        ELSE format('%1$I = coalesce((SELECT becomes FROM rekeyed
	        WHERE was = x.%1$I), keys_lost(x.%1$I))', col) END, ', ') AS sets
	    FROM key_columns WHERE kind <> 'sealed' GROUP BY tab ORDER BY tab LOOP
		EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', t.tab);
		EXECUTE format('UPDATE %I x SET %s', t.tab, t.sets);
		EXECUTE format('ALTER TABLE %I ENABLE TRIGGER USER', t.tab);
	END LOOP;
	TRUNCATE rekeyed;
	UPDATE house SET secret_fingerprint = fingerprint,
	    generation = generation + 1, rotated_at = clock(), resealed_at = NULL;
	INSERT INTO audit (actor, action, detail) SELECT 'operator',
	    'secret rotated', 'generation ' || generation FROM house;
	PERFORM pg_notify('serendip_keys', '');
END $$;

-- What is sealed in so many pages of a table from this one on, and where.
CREATE FUNCTION keys_sealed(tab text, col text, page bigint, pages integer)
RETURNS TABLE (place tid, sealed bytea)
LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format('SELECT ctid, %1$I FROM %2$I
	    WHERE ctid >= $1 AND ctid < $2 AND octet_length(%1$I) > 0', col, tab)
	USING format('(%s,0)', page)::tid, format('(%s,0)', page + pages)::tid;
END $$;

-- Puts back what was sealed anew, where it is still as it was.
CREATE FUNCTION keys_reseal(tab text, col text, places tid[], was bytea[],
    becomes bytea[]) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
	done bigint;
BEGIN
	EXECUTE format('UPDATE %2$I t SET %1$I = u.becomes
	    FROM unnest($1, $2, $3) AS u(place, was, becomes)
	    WHERE t.ctid = u.place AND t.%1$I = u.was', col, tab)
	USING places, was, becomes;
	GET DIAGNOSTICS done = ROW_COUNT;
	RETURN done;
END $$;

DO $$
BEGIN
	IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'serendip_app') THEN
		GRANT SELECT ON key_columns TO serendip_app;
	END IF;
END $$;
