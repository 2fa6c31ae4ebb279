-- name: house_put
INSERT INTO house (secret_fingerprint, generation) VALUES ($1, $2)
ON CONFLICT DO NOTHING;

-- name: house_get
SELECT secret_fingerprint, generation FROM house;

-- Before each transaction: see struct db_keys in daemon/io/db.h.
-- name: keys_hold
SELECT keys_hold($1::int);

-- The terms in force: the moment of a change is kept.
-- name: terms_put
INSERT INTO terms AS t (version, grace) VALUES ($1, $2::int * interval '1 day')
ON CONFLICT (one) DO UPDATE SET version = excluded.version,
    grace = excluded.grace, since = CASE WHEN t.version = excluded.version
        THEN t.since ELSE clock() END;

-- name: idempotency_insert
INSERT INTO idempotency (key, request, sealed, member)
VALUES ($1, $2, $3, $4);

-- name: idempotency_get
SELECT request, sealed FROM idempotency WHERE key = $1;

-- name: status_counts
SELECT (SELECT count(*) FROM members WHERE state = 'active'),
    (SELECT count(DISTINCT s.email_index) FROM signups u
     JOIN signins s ON s.attempt = u.attempt AND s.token_until > clock()
     WHERE NOT EXISTS (SELECT FROM members m
         WHERE m.email_index = s.email_index)),
    (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')
     AND (member IS NOT NULL OR email_sealed IS NOT NULL
	OR webhook IS NOT NULL)),
    (SELECT count(*) FROM outbox WHERE state = 'sent'),
    (SELECT count(*) FROM outbox WHERE state = 'dead'),
    (SELECT to_us(max(taken_at)) FROM backups);

-- name: status_pools
SELECT p.name,
    (SELECT count(*) FROM memberships s JOIN members m ON m.id = s.member
     AND m.state = 'active' WHERE s.pool = p.name),
    (SELECT to_us(min(scheduled_at)) FROM rounds r
     WHERE r.pool = p.name AND r.state = 'planned' AND r.second_of IS NULL),
    (SELECT id FROM rounds r WHERE r.pool = p.name AND r.state <> 'planned'
     AND r.second_of IS NULL ORDER BY id DESC LIMIT 1)
FROM pools p WHERE p.active ORDER BY p.position;

-- Retention, in one place. Each statement takes so many rows at most, and says how
-- many it took.
-- name: tidy_sessions
WITH gone AS (
	DELETE FROM sessions WHERE hash = ANY (ARRAY(
	    SELECT hash FROM (SELECT hash FROM sessions
	        WHERE expires_at < clock()
	        ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED) AS ended
	    UNION ALL
	    SELECT hash FROM (SELECT hash FROM sessions
	        WHERE used_at < clock() - interval '14 days'
	        ORDER BY used_at LIMIT $1 FOR UPDATE SKIP LOCKED) AS idle
	    LIMIT $1))
	RETURNING 1
)
SELECT tidied('sessions', count(*)) FROM gone;

-- name: tidy_signins
WITH gone AS (
	DELETE FROM signins WHERE attempt = ANY (ARRAY(SELECT attempt FROM signins
	    WHERE token_until < clock() - $2::int * interval '1 day'
	    ORDER BY token_until LIMIT $1 FOR UPDATE SKIP LOCKED))
	RETURNING 1
)
SELECT tidied('sign-ins', count(*)) FROM gone;

-- name: tidy_limits
WITH gone AS (
	DELETE FROM limits WHERE ctid = ANY (ARRAY(SELECT ctid FROM limits
	    WHERE bucket < clock() - interval '2 days'
	    ORDER BY bucket LIMIT $1 FOR UPDATE SKIP LOCKED))
	RETURNING 1
)
SELECT count(*) FROM gone;

-- name: tidy_idempotency
WITH gone AS (
	DELETE FROM idempotency WHERE key = ANY (ARRAY(SELECT key FROM idempotency
	    WHERE created_at < clock() - interval '24 hours'
	    ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED))
	RETURNING 1
)
SELECT count(*) FROM gone;

-- name: tidy_imports
WITH gone AS (
	DELETE FROM imports WHERE id = ANY (ARRAY(SELECT id FROM imports
	    WHERE expires_at < clock()
	    LIMIT $1 FOR UPDATE SKIP LOCKED))
	RETURNING 1
)
SELECT tidied('imports', count(*)) FROM gone;

-- name: tidy_outbox
WITH gone AS (
	DELETE FROM outbox WHERE id = ANY (ARRAY(SELECT id FROM outbox
	    WHERE state IN ('sent', 'dead', 'unwanted') AND done_at < clock()
	        - $2::int * interval '1 day'
	    ORDER BY done_at LIMIT $1 FOR UPDATE SKIP LOCKED))
	RETURNING 1
)
SELECT tidied('letters', count(*)) FROM gone;
