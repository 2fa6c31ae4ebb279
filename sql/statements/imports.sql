-- name: import_begin
INSERT INTO imports (id, pool, expires_at)
VALUES ($1, $2, clock() + interval '1 hour');

-- Good records of a part. Those whose id or address stood in the import before
-- are not taken, and so come back as the lines that are missing. Whom the address
-- names is who has it, by whatever id.
-- name: import_members_stage
INSERT INTO import_members (import, line, ref, id, email_sealed, email_index,
    person, name, language, zone, pitch, attributes, by_email, ref_hash)
SELECT $1, u.line, coalesce((SELECT m.ref FROM members m
        WHERE u.by_email = 1 AND m.email_index = u.index), u.ref),
    u.id, u.sealed, u.index, u.person, u.name, u.language, u.zone,
    u.pitch, string_to_array(u.attributes, E'\x1f'), u.by_email = 1, u.ref_hash
FROM unnest($2::int[], $3::text[], $4::uuid[], $5::bytea[], $6::bytea[],
    $7::bytea[], $8::text[], $9::text[], $10::text[], $11::text[],
    $12::text[], $13::int[], $14::bytea[])
    AS u(line, ref, id, sealed, index, person, name, language, zone, pitch,
        attributes, by_email, ref_hash)
ON CONFLICT DO NOTHING
RETURNING line;

-- Lines of a part whose address is another member's.
-- name: import_members_taken
SELECT i.line FROM unnest($2::int[]) AS part(line)
JOIN import_members i ON i.import = $1 AND i.line = part.line
JOIN members m ON m.email_index = i.email_index
    AND m.ref IS DISTINCT FROM i.ref AND NOT i.by_email;

-- Lines of a part whom only the address names, and who have no other name: the
-- address is not to stand in its place.
-- name: import_members_nameless
SELECT i.line FROM unnest($2::int[]) AS part(line)
JOIN import_members i ON i.import = $1 AND i.line = part.line
WHERE i.by_email AND i.name IS NULL AND NOT EXISTS (
    SELECT FROM members m WHERE m.email_index = i.email_index);

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

-- name: import_living
SELECT FROM imports WHERE id = $1 AND expires_at > clock();

-- What the commit would do, now; and fields by how often they change.
-- name: import_preview
WITH c AS MATERIALIZED (SELECT change, fields FROM import_changes($1))
SELECT change, '', count(*) FROM c GROUP BY change
UNION ALL
SELECT 'field', f, count(*) FROM c, unnest(fields) AS f
WHERE change = 'changed' GROUP BY f
UNION ALL
SELECT 'tie', '', count(*) FROM import_new_ties($1)
ORDER BY 1, 3 DESC, 2;

-- name: import_changes_from
SELECT line, id, ref, name, change, array_to_string(fields, E'\n')
FROM import_changes($1)
WHERE line >= $2::int AND change <> 'unchanged' ORDER BY line LIMIT $3;

-- A member whom the address names is known by it from now on.
-- name: import_adopt
UPDATE members m SET ref = i.ref, ref_hash = i.ref_hash FROM import_members i
WHERE i.import = $1 AND i.by_email AND m.email_index = i.email_index
    AND m.ref IS NULL AND m.state <> 'erased';

-- name: import_settle
WITH done AS (
	UPDATE import_members i SET change = c.change
	FROM import_changes($1) AS c
	WHERE i.import = $1 AND i.line = c.line RETURNING i.change
)
SELECT count(*) FILTER (WHERE change = 'new'),
    count(*) FILTER (WHERE change = 'changed'),
    count(*) FILTER (WHERE change = 'unchanged'),
    count(*) FILTER (WHERE change = 'erased')
FROM done;

-- name: import_apply_new
INSERT INTO members (id, ref, ref_hash, email_sealed, email_index, person,
    name, language, zone, pitch, state, source)
SELECT id, ref, ref_hash, email_sealed, email_index, person,
    coalesce(name, ref),
    coalesce(language, $2), coalesce(zone, 'UTC'), coalesce(pitch, ''),
    'active', 'import'
FROM import_members WHERE import = $1 AND change = 'new';

-- Who is there already keeps what the file does not say. Another address is another
-- key to the account, and so a line of the audit log.
-- name: import_apply_changed
WITH moved AS (
	INSERT INTO audit (actor, action, subject)
	SELECT 'operator', 'address imported', m.id
	FROM import_members i JOIN members m ON m.ref = i.ref
	WHERE i.import = $1 AND i.change = 'changed' AND m.state <> 'erased'
	    AND i.email_index <> coalesce(m.email_index, '')
)
UPDATE members m SET version = m.version + 1,
    email_sealed = coalesce(i.email_sealed, m.email_sealed),
    email_index = coalesce(i.email_index, m.email_index),
    person = coalesce(i.person, m.person),
    name = coalesce(i.name, m.name),
    language = coalesce(i.language, m.language),
    zone = coalesce(i.zone, m.zone), pitch = coalesce(i.pitch, m.pitch)
FROM import_members i
WHERE i.import = $1 AND i.change = 'changed' AND m.ref = i.ref
    AND m.state <> 'erased';

-- Who is on the list of an operator is no account that nobody uses.
-- name: import_apply_seen
UPDATE members m SET seen_at = clock(), goes_at = NULL
FROM import_members i
WHERE i.import = $1 AND i.change IN ('changed', 'unchanged') AND m.ref = i.ref
    AND m.state = 'active'
    AND (m.seen_at < clock() - interval '1 day' OR m.goes_at IS NOT NULL);

-- An attribute whose column is there becomes as its cell, be that empty.
-- name: import_clear_attributes
DELETE FROM member_attributes a USING import_members i, members m,
    generate_series(1, cardinality(i.attributes) - 1, 2) AS n
WHERE i.import = $1 AND i.change = 'changed' AND m.ref = i.ref
    AND m.state <> 'erased' AND a.member = m.id
    AND a.attribute = i.attributes[n];

-- name: import_apply_attributes
INSERT INTO member_attributes (member, attribute, value)
SELECT m.id, i.attributes[n], i.attributes[n + 1]
FROM import_members i JOIN members m ON m.ref = i.ref,
    generate_series(1, cardinality(i.attributes) - 1, 2) AS n
WHERE i.import = $1 AND i.change IN ('new', 'changed')
    AND m.state <> 'erased' AND i.attributes[n + 1] <> '';

-- name: import_apply_pool
INSERT INTO memberships (member, pool)
SELECT m.id, x.pool FROM imports x JOIN import_members i ON i.import = x.id
JOIN members m ON m.ref = i.ref AND m.state <> 'erased'
WHERE x.id = $1 AND x.pool IS NOT NULL
ON CONFLICT DO NOTHING;

-- name: import_apply_ties
WITH done AS (
	INSERT INTO ties (low, high, kind, by)
	SELECT low, high, kind, by FROM import_new_ties($1)
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
