-- name: member_by_email
SELECT id, state, name, language FROM members WHERE email_index = $1;

-- name: member_from_signup
INSERT INTO members (id, email_sealed, email_index, name, language, zone,
    pitch, state, source, terms_version, consented_at, attested_age, person)
SELECT $1, u.email_sealed, s.email_index, u.name, u.language, u.zone, u.pitch,
    'active', 'signup', u.terms_version, u.consented_at, u.attested_age,
    u.person
FROM signups u JOIN signins s ON s.attempt = u.attempt
WHERE u.attempt = $2;

-- name: member_attributes_from_signup
INSERT INTO member_attributes (member, attribute, value)
SELECT $1, u.attributes[n], u.attributes[n + 1]
FROM signups u, generate_series(1, cardinality(u.attributes) - 1, 2) AS n
WHERE u.attempt = $2;

-- name: member_get
SELECT m.id, m.version, m.email_sealed, m.name, m.language, m.zone, m.pitch,
    m.terms_version, to_us(m.consented_at), to_us(m.joined_at),
    (SELECT string_agg(attribute || E'\t' || value, E'\n' ORDER BY attribute)
     FROM member_attributes WHERE member = m.id), to_us(m.rest_since),
    is_paused(m, clock()), to_us(nullif(m.paused_until, 'infinity')),
    m.email_stopped_at IS NOT NULL, m.is_operator
FROM members m
WHERE m.id = $1 AND m.state = 'active';

-- name: member_update
UPDATE members SET version = version + 1, name = coalesce($3, name),
    language = coalesce($4, language), zone = coalesce($5, zone),
    pitch = coalesce($6, pitch)
WHERE id = $1 AND version = $2 AND state = 'active';

-- name: member_consent
UPDATE members SET terms_version = $2, consented_at = clock(),
    attested_age = $3, version = version + 1
WHERE id = $1 AND state = 'active';

-- name: member_attributes_put
INSERT INTO member_attributes (member, attribute, value)
SELECT $1, a, v FROM unnest($2::text[], $3::text[]) AS u(a, v)
ON CONFLICT (member, attribute) DO UPDATE SET value = excluded.value;

-- name: member_attributes_drop
DELETE FROM member_attributes WHERE member = $1 AND attribute = ANY ($2::text[]);

-- Until a time, the beginning of a day where the member lives, or for ever; no
-- row where that is not to come.
-- name: member_pause
UPDATE members SET version = version + 1, paused_until = u.until
FROM (SELECT id, coalesce(from_us($2), $3::date::timestamp AT TIME ZONE zone,
    'infinity') AS until FROM members WHERE id = $1) AS u
WHERE members.id = u.id AND state = 'active' AND u.until > clock();

-- A line of the audit log where it changes something.
-- name: role_set
WITH found AS (
	SELECT id, name, is_operator FROM members
	WHERE state = 'active' AND (id = $1 OR email_index = $2)
	FOR NO KEY UPDATE
), changed AS (
	UPDATE members m SET is_operator = $3, version = m.version + 1
	FROM found f WHERE m.id = f.id AND f.is_operator <> $3::boolean
	RETURNING m.id
), noted AS (
	INSERT INTO audit (actor, action, subject, detail)
	SELECT 'operator', 'role', id,
	    CASE WHEN $3 THEN 'operator' ELSE 'member' END
	FROM changed
)
SELECT id, name, $3::boolean FROM found;

-- name: roles_list
SELECT id, name, is_operator FROM members WHERE is_operator ORDER BY name, id;

-- name: member_pause_end
UPDATE members SET version = version + 1, paused_until = NULL
WHERE id = $1 AND paused_until IS NOT NULL;
