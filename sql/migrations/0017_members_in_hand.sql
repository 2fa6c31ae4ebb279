-- Members in hand: what an import would change, before it does.

ALTER TABLE import_members
	ADD COLUMN by_email boolean NOT NULL DEFAULT false, -- no id but the address
	ADD COLUMN change text; -- see import_changes, as it is applied
CREATE INDEX import_members_line ON import_members (import, line);

-- Whether somebody was erased who was known by this id; ref_key: of the hashes.
CREATE FUNCTION is_erased_ref(ref text, ref_key bytea) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN EXISTS (SELECT FROM erased_refs e
    WHERE e.hash = sha256($2 || convert_to($1, 'UTF8')));

-- What a commit makes of each record: 'new', 'changed' with its fields,
-- 'unchanged', or 'erased' (who was erased does not come back by a file). ref_key:
-- of the hashes in erased_refs.
CREATE FUNCTION import_changes(import uuid, ref_key bytea)
RETURNS TABLE (line integer, id uuid, ref text, name text, change text,
    fields text[])
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT i.line, coalesce(m.id, i.id),
	    CASE WHEN NOT i.by_email THEN i.ref END,
	    coalesce(i.name, m.name, CASE WHEN NOT i.by_email THEN i.ref END, ''),
	    CASE WHEN m.state = 'erased' OR m.id IS NULL AND is_erased_ref(i.ref, $2)
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
CREATE FUNCTION import_member(import uuid, ref text, ref_key bytea) RETURNS uuid
LANGUAGE sql STABLE
RETURN coalesce((SELECT m.id FROM members m
        WHERE m.ref = $2 AND m.state <> 'erased'),
    (SELECT i.id FROM import_members i WHERE i.import = $1 AND i.ref = $2
        AND NOT EXISTS (SELECT FROM members m WHERE m.ref = $2)
        AND NOT is_erased_ref($2, $3)));

-- Ties of an import that are not there, or not by the operator's file. Members who
-- are yet to come count by the ids that they will have.
CREATE FUNCTION import_new_ties(import uuid, ref_key bytea)
RETURNS TABLE (low uuid, high uuid, kind text, by uuid)
LANGUAGE sql STABLE
BEGIN ATOMIC
	SELECT n.low, n.high, n.kind, n.by
	FROM (SELECT DISTINCT least(a.id, b.id) AS low, greatest(a.id, b.id) AS high,
	        t.kind, a.id AS by
	    FROM import_ties t
	    CROSS JOIN LATERAL (SELECT import_member(t.import, t.a, $2) AS id) AS a
	    CROSS JOIN LATERAL (SELECT import_member(t.import, t.b, $2) AS id) AS b
	    WHERE t.import = $1 AND a.id <> b.id) AS n
	WHERE NOT EXISTS (SELECT FROM ties k WHERE k.low = n.low AND k.high = n.high
	    AND k.kind = n.kind AND k.by = n.by AND k.source = 'import');
END;

-- A text as it is searched for: without case and accents.
CREATE FUNCTION search_text(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(regexp_replace(normalize($1, NFKD), U&'[\0300-\036F]', '', 'g'));

-- Whether a stored value is this one, has it among its tags, or lies below it in a
-- tree.
CREATE FUNCTION value_has(value text, sought text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN $1 = $2 OR $2 = ANY (string_to_array($1, ';'))
    OR left($1, length($2) + 1) = $2 || '/';

-- What an operator calls the state of a member.
CREATE FUNCTION member_standing(members, at timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT CASE
	    WHEN $1.state = 'suspended' AND $1.review_since IS NOT NULL THEN 'review'
	    WHEN $1.state <> 'active' THEN $1.state
	    WHEN is_paused($1, $2) THEN 'paused'
	    WHEN $1.rest_since IS NOT NULL THEN 'resting'
	    ELSE 'active' END
$$;
