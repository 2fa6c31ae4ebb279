-- No row where the member may not come in.
-- name: session_insert
INSERT INTO sessions (hash, member, expires_at, label)
SELECT $1, id, clock() + interval '90 days', $3 FROM members
WHERE id = $2 AND state = 'active' FOR SHARE;

-- Who is asking: the session and its member in one look. Idle sessions end
-- after 14 days.
-- name: session_member
SELECT m.id, m.version, m.email_sealed, m.name, m.language, m.zone, m.pitch,
    m.terms_version, to_us(m.consented_at), to_us(m.joined_at),
    (SELECT string_agg(attribute || E'\t' || value, E'\n' ORDER BY attribute)
     FROM member_attributes WHERE member = m.id), to_us(m.rest_since),
    is_paused(m, clock()), to_us(nullif(m.paused_until, 'infinity')),
    m.email_stopped_at IS NOT NULL, m.is_operator,
    s.used_at < clock() - interval '1 hour'
FROM sessions s JOIN members m ON m.id = s.member
WHERE s.hash = $1 AND s.expires_at > clock()
    AND s.used_at > clock() - interval '14 days' AND m.state = 'active';

-- Their letter arrived: the address takes letters (again), and they are here.
-- name: session_address_works
UPDATE members SET email_stopped_at = NULL, seen_at = clock(), goes_at = NULL
WHERE id = $1;

-- Who uses a session is here; to the day.
-- name: session_touch
WITH used AS (
	UPDATE sessions SET used_at = clock() WHERE hash = $1 RETURNING member
)
UPDATE members m SET seen_at = clock(), goes_at = NULL FROM used u
WHERE m.id = u.member AND (m.seen_at < clock() - interval '1 day'
    OR m.goes_at IS NOT NULL);

-- name: session_delete
DELETE FROM sessions WHERE hash = $1;

-- name: sessions_of_member
SELECT id, label, to_us(created_at),
    to_char(used_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
    to_us(least(expires_at, used_at + interval '14 days')), hash = $2
FROM sessions
WHERE member = $1 AND expires_at > clock()
    AND used_at > clock() - interval '14 days'
ORDER BY created_at DESC, id;

-- name: session_end
DELETE FROM sessions WHERE member = $1 AND id = $2;

-- name: sessions_end_others
DELETE FROM sessions WHERE member = $1 AND hash <> $2;

-- name: signin_insert
INSERT INTO signins (attempt, email_index, code, token, code_until,
    token_until)
VALUES ($1, $2, $3, $4, clock() + $5 * interval '1 second',
    clock() + $6 * interval '1 second');

-- name: signup_insert
INSERT INTO signups (attempt, email_sealed, name, language, zone, pitch,
    attributes, terms_version, attested_age, invitation, person)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: signup_end
DELETE FROM signups WHERE attempt = $1;

-- Of each attempt: whose it is by now, whether it proposes a member, its code, and
-- the proposed member's name and language.
-- A try is spent before the code is compared.
-- name: signin_try
UPDATE signins s SET tries = tries + 1
WHERE attempt = $1 AND used_at IS NULL AND code_until > clock() AND tries < $2
RETURNING attempt, (SELECT id FROM members m WHERE m.email_index = s.email_index),
    EXISTS (SELECT FROM signups u WHERE u.attempt = s.attempt), code,
    (SELECT name FROM signups u WHERE u.attempt = s.attempt),
    (SELECT language FROM signups u WHERE u.attempt = s.attempt);

-- name: signin_by_token
SELECT attempt, (SELECT id FROM members m WHERE m.email_index = s.email_index),
    EXISTS (SELECT FROM signups u WHERE u.attempt = s.attempt), code,
    (SELECT name FROM signups u WHERE u.attempt = s.attempt),
    (SELECT language FROM signups u WHERE u.attempt = s.attempt)
FROM signins s
WHERE token = $1 AND used_at IS NULL AND token_until > clock();

-- name: signin_again
SELECT attempt, (SELECT id FROM members m WHERE m.email_index = s.email_index),
    EXISTS (SELECT FROM signups u WHERE u.attempt = s.attempt), code,
    (SELECT name FROM signups u WHERE u.attempt = s.attempt),
    (SELECT language FROM signups u WHERE u.attempt = s.attempt)
FROM signins s WHERE attempt = $1 AND used_at IS NULL;

-- name: signin_use
UPDATE signins SET used_at = clock() WHERE attempt = $1 AND used_at IS NULL;

-- Counts that a crash of the database takes along are no loss, so nobody waits for
-- the disk, nor for others of the same network who do. For a transaction that
-- only counts.
-- name: limits_unsynced
SELECT set_config('synchronous_commit', 'off', true);

-- Counts one more of a network, of its share of an account, and of the account,
-- each only where the one before was within its limit: who is refused spends
-- nothing of others and leaves no row behind. No row where all three are
-- within; else the seconds until there is room again.
-- name: limits_take
WITH network AS (
	INSERT INTO limits AS l (key, bucket, count)
	VALUES ($1, span_start($2::int), 1)
	ON CONFLICT (key, bucket) DO UPDATE SET count = l.count + 1
	RETURNING count > $3::bigint AS is_over,
	    bucket + $2::int * interval '1 second' AS ends
), share AS (
	INSERT INTO limits AS l (key, bucket, count)
	SELECT $4, span_start($5::int), 1 FROM network WHERE NOT is_over
	ON CONFLICT (key, bucket) DO UPDATE SET count = l.count + 1
	RETURNING count > $6::bigint AS is_over,
	    bucket + $5::int * interval '1 second' AS ends
), account AS (
	INSERT INTO limits AS l (key, bucket, count)
	SELECT $7, span_start($5::int), 1 FROM share WHERE NOT is_over
	ON CONFLICT (key, bucket) DO UPDATE SET count = l.count + 1
	RETURNING count > $8::bigint AS is_over,
	    bucket + $5::int * interval '1 second' AS ends
)
SELECT ceil(extract(epoch FROM ends - clock()))::int
FROM (SELECT * FROM network UNION ALL SELECT * FROM share
    UNION ALL SELECT * FROM account) AS taken
WHERE is_over;
