-- name: import_begin
INSERT INTO imports (id, pool, expires_at)
VALUES ($1, $2, clock() + interval '1 hour');

-- Good records of a part. Those whose id or address stood in the import before
-- are not taken, and so come back as the lines that are missing.
-- name: import_members_stage
INSERT INTO import_members (import, line, ref, id, email_sealed, email_index,
    person, name, language, zone, pitch, attributes)
SELECT $1, u.line, u.ref, u.id, u.sealed, u.index, u.person, u.name, u.language, u.zone,
    u.pitch, string_to_array(u.attributes, E'\x1f')
FROM unnest($2::int[], $3::text[], $4::uuid[], $5::bytea[], $6::bytea[],
    $7::bytea[], $8::text[], $9::text[], $10::text[], $11::text[],
    $12::text[])
    AS u(line, ref, id, sealed, index, person, name, language, zone, pitch, attributes)
ON CONFLICT DO NOTHING
RETURNING line;

-- Lines of a part whose address is another member's.
-- name: import_members_taken
SELECT i.line FROM unnest($2::int[]) AS part(line)
JOIN import_members i ON i.import = $1 AND i.line = part.line
JOIN members m ON m.email_index = i.email_index
    AND m.ref IS DISTINCT FROM i.ref;

-- The lines of a part, as they were sent.
-- name: import_lines
SELECT unnest($1::int[]);

-- name: import_members_unstage
DELETE FROM import_members WHERE import = $1 AND line = ANY ($2::int[]);

-- name: import_ties_stage
INSERT INTO import_ties (import, line, a, b, kind)
SELECT $1, u.line, u.a, u.b, u.kind
FROM unnest($2::int[], $3::text[], $4::text[], $5::text[])
    AS u(line, a, b, kind);

-- name: import_ties_unknown
SELECT t.line, x.ref FROM unnest($2::int[]) AS part(line)
JOIN import_ties t ON t.import = $1 AND t.line = part.line,
    LATERAL (VALUES (1, t.a), (2, t.b)) AS x(place, ref)
WHERE x.ref NOT IN (SELECT i.ref FROM import_members i WHERE i.import = $1)
    AND NOT EXISTS (SELECT FROM members m WHERE m.ref = x.ref)
ORDER BY t.line, x.place;

-- name: import_ties_unstage
DELETE FROM import_ties WHERE import = $1 AND line = ANY ($2::int[]);

-- name: import_bad
UPDATE imports SET bad = bad + $2 WHERE id = $1;

-- name: import_guard
SELECT bad FROM imports WHERE id = $1 AND expires_at > clock()
    AND (bad = 0 OR $2::boolean) FOR UPDATE;

-- Who is there already keeps what the file does not say; who was erased does not
-- come back by it. $3: the key of the hashes of their ids.
-- name: import_apply_members
WITH done AS (
	INSERT INTO members AS m (id, ref, email_sealed, email_index, person,
	    name, language, zone, pitch, state, source)
	SELECT id, ref, email_sealed, email_index, person, coalesce(name, ref),
	    coalesce(language, $2), coalesce(zone, 'UTC'), coalesce(pitch, ''),
	    'active', 'import'
	FROM import_members WHERE import = $1
	    AND NOT EXISTS (SELECT FROM erased_refs e
	        WHERE e.hash = sha256($3 || convert_to(ref, 'UTF8')))
	ON CONFLICT (ref) DO UPDATE SET version = m.version + 1,
	    email_sealed = coalesce(excluded.email_sealed, m.email_sealed),
	    email_index = coalesce(excluded.email_index, m.email_index),
	    person = coalesce(excluded.person, m.person),
	    (name, language, zone, pitch) = (
	        SELECT coalesce(i.name, m.name), coalesce(i.language, m.language),
	            coalesce(i.zone, m.zone), coalesce(i.pitch, m.pitch)
	        FROM import_members i WHERE i.import = $1 AND i.ref = m.ref)
	WHERE m.state <> 'erased'
	RETURNING m.xmax = 0 AS fresh
)
SELECT count(*) FILTER (WHERE fresh), count(*) FILTER (WHERE NOT fresh)
FROM done;

-- An attribute whose column is there becomes as its cell, be that empty.
-- name: import_clear_attributes
DELETE FROM member_attributes a USING import_members i, members m,
    generate_series(1, cardinality(i.attributes) - 1, 2) AS n
WHERE i.import = $1 AND m.ref = i.ref AND m.state <> 'erased'
    AND a.member = m.id AND a.attribute = i.attributes[n];

-- name: import_apply_attributes
INSERT INTO member_attributes (member, attribute, value)
SELECT m.id, i.attributes[n], i.attributes[n + 1]
FROM import_members i JOIN members m ON m.ref = i.ref,
    generate_series(1, cardinality(i.attributes) - 1, 2) AS n
WHERE i.import = $1 AND m.state <> 'erased' AND i.attributes[n + 1] <> '';

-- name: import_apply_pool
INSERT INTO memberships (member, pool)
SELECT m.id, x.pool FROM imports x JOIN import_members i ON i.import = x.id
JOIN members m ON m.ref = i.ref AND m.state <> 'erased'
WHERE x.id = $1 AND x.pool IS NOT NULL
ON CONFLICT DO NOTHING;

-- name: import_apply_ties
WITH done AS (
	INSERT INTO ties (low, high, kind, by)
	SELECT DISTINCT least(a.id, b.id), greatest(a.id, b.id), t.kind, a.id
	FROM import_ties t
	JOIN members a ON a.ref = t.a AND a.state <> 'erased'
	JOIN members b ON b.ref = t.b AND b.state <> 'erased'
	WHERE t.import = $1 AND a.id <> b.id
	ON CONFLICT (low, high, kind, by) DO UPDATE SET source = 'import'
	    WHERE ties.source <> 'import'
	RETURNING 1
)
SELECT count(*) FROM done;

-- name: import_audit
INSERT INTO audit (actor, action, subject, detail)
SELECT 'operator', 'import', x.id, format('%s: %s members, %s ties, %s skipped',
    coalesce('pool ' || x.pool, 'no pool'),
    (SELECT count(*) FROM import_members i WHERE i.import = x.id),
    (SELECT count(*) FROM import_ties t WHERE t.import = x.id), x.bad)
FROM imports x WHERE x.id = $1;

-- name: import_end
DELETE FROM imports WHERE id = $1;
