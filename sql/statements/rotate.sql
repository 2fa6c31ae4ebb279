-- Another secret in the place of one (daemon/upkeep/rotate.c). What the functions do
-- stands in sql/migrations/0027_key_rotation.sql.

-- One rotation at a time, for as long as the connection lasts.
-- name: rotate_alone
SELECT pg_try_advisory_lock(1936028273, 0);

-- name: rotate_house
SELECT secret_fingerprint, generation, to_us(rotated_at), to_us(resealed_at)
FROM house;

-- name: rotate_tell
SELECT pg_notify('serendip_keys', '');

-- Daemons that are there, by the newest generation that they know
-- (keys_present in sql/connection.sql).
-- name: rotate_daemons
SELECT l.objid::int, count(*) FROM pg_locks l
WHERE l.locktype = 'advisory' AND l.classid = 1936028272 AND l.objsubid = 2
    AND l.granted AND l.database = (SELECT oid FROM pg_database
        WHERE datname = current_database())
GROUP BY 1 ORDER BY 1;

-- Ids of the operator's list whose hash was not kept yet.
-- name: rotate_refs
SELECT id, ref FROM members WHERE ref IS NOT NULL AND ref_hash IS NULL
ORDER BY id LIMIT $1;

-- name: rotate_refs_put
UPDATE members m SET ref_hash = u.hash
FROM unnest($1::uuid[], $2::bytea[]) AS u(id, hash)
WHERE m.id = u.id AND m.ref_hash IS NULL;

-- name: rotate_unmapped
SELECT kind, was FROM keys_unmapped($1::int);

-- name: rotate_map
INSERT INTO rekeyed (was, becomes) SELECT * FROM unnest($1::bytea[], $2::bytea[])
ON CONFLICT DO NOTHING;

-- name: rotate_analyze
ANALYZE rekeyed;

-- name: rotate_gate
SELECT keys_gate($1, $2::boolean);

-- name: rotate_switch
SELECT keys_switch($1::text);

-- The first of a transaction that sees all as it is now, when the daemons have none.
-- name: rotate_gate_open
SELECT pg_advisory_unlock(1936028271, 0);

-- What is sealed, in the order in which it is sealed anew, and how many pages long
-- each table is.
-- name: rotate_sealed_columns
SELECT tab, col, pg_relation_size(to_regclass('serendip.' || tab))
    / current_setting('block_size')::int
FROM key_columns WHERE kind = 'sealed' ORDER BY place;

-- name: rotate_sealed
SELECT place, sealed FROM keys_sealed($1, $2, $3::bigint, $4::int);

-- name: rotate_reseal
SELECT keys_reseal($1, $2, $3::tid[], $4::bytea[], $5::bytea[]);

-- name: rotate_done
WITH line AS (
	INSERT INTO audit (actor, action, detail)
	SELECT 'operator', 'sealed anew', 'generation ' || generation FROM house
	WHERE resealed_at IS NULL AND rotated_at IS NOT NULL
)
UPDATE house SET resealed_at = coalesce(resealed_at, clock());
