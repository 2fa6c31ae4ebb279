-- What is done from outside of a running house (daemon/upkeep): backups and what
-- they are put back into.

-- name: upkeep_schema
SELECT to_regnamespace('serendip') IS NOT NULL,
    to_regclass('serendip.schema_version') IS NOT NULL;

-- name: upkeep_migrations
SELECT count(*) FROM schema_version;

-- name: upkeep_seal
SELECT audit_seal($1::int);

-- The moment that a dump can be made of, and how the house was then: `roles` are
-- those besides the owner that may use tables.
-- name: upkeep_moment
SELECT pg_export_snapshot(), to_us(clock()), api_time(clock()),
    (SELECT secret_fingerprint FROM house),
    (SELECT place || ':' || encode(hash, 'hex') FROM audit_head()),
    (SELECT count(*) FROM schema_version),
    (SELECT count(*) FROM members WHERE state = 'active'),
    (SELECT coalesce(string_agg(DISTINCT r.rolname, ' ' ORDER BY r.rolname), '')
     FROM pg_class c CROSS JOIN aclexplode(c.relacl) AS x
     JOIN pg_roles r ON r.oid = x.grantee
     WHERE c.relnamespace = 'serendip'::regnamespace AND x.grantee <> c.relowner);

-- name: upkeep_backed_up
WITH line AS (
	INSERT INTO audit (actor, action, detail)
	VALUES ('operator', 'backup', $5)
)
INSERT INTO backups (taken_at, bytes, digest, recipient, audit_head)
VALUES (from_us($1), $2, $3::bytea, $4, $5);

-- Of roles that a dump names, those that are not there.
-- name: upkeep_roles_missing
SELECT role FROM unnest(string_to_array($1, ' ')) AS role
WHERE role <> '' AND role NOT IN (SELECT rolname FROM pg_roles);

-- Whoever signed out since, or was signed out, is so still.
-- name: upkeep_restored
WITH open AS (DELETE FROM sessions), begun AS (DELETE FROM signins)
INSERT INTO audit (actor, action, detail) VALUES ('operator', 'restored', $1);
