-- name: session_insert
INSERT INTO sessions (hash, member, expires_at)
VALUES ($1, $2, now() + interval '90 days');

-- Who is asking: the session and its member in one look. Idle sessions end
-- after 14 days.
-- name: session_member
SELECT m.id, m.version, m.email_sealed, m.name, m.language, m.zone, m.pitch,
    m.terms_version, to_us(m.consented_at), to_us(m.joined_at),
    (SELECT string_agg(attribute || E'\t' || value, E'\n' ORDER BY attribute)
     FROM member_attributes WHERE member = m.id),
    s.used_at < now() - interval '1 hour'
FROM sessions s JOIN members m ON m.id = s.member
WHERE s.hash = $1 AND s.expires_at > now()
    AND s.used_at > now() - interval '14 days' AND m.state = 'active';

-- name: session_touch
UPDATE sessions SET used_at = now() WHERE hash = $1;

-- name: session_delete
DELETE FROM sessions WHERE hash = $1;

-- name: signin_insert
INSERT INTO signins (attempt, member, code, token, code_until, token_until)
VALUES ($1, $2, $3, $4, now() + $5 * interval '1 second',
    now() + $6 * interval '1 second');

-- A try is spent before the code is compared.
-- name: signin_try
UPDATE signins SET tries = tries + 1
WHERE attempt = $1 AND used_at IS NULL AND code_until > now() AND tries < $2
RETURNING attempt, member, code;

-- name: signin_by_token
SELECT attempt, member FROM signins
WHERE token = $1 AND used_at IS NULL AND token_until > now()
    AND member IS NOT NULL;

-- name: signin_use
UPDATE signins SET used_at = now() WHERE attempt = $1 AND used_at IS NULL;

-- Counts one more in the bucket of `width` seconds that holds now; the count,
-- and the seconds until the bucket ends.
-- name: limit_take
INSERT INTO limits AS l (key, bucket, count)
VALUES ($1, to_timestamp(floor(extract(epoch FROM now()) / $2::int) * $2::int), 1)
ON CONFLICT (key, bucket) DO UPDATE SET count = l.count + 1
RETURNING count, ceil(extract(epoch FROM bucket) + $2::int
    - extract(epoch FROM now()))::int;
