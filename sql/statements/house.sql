-- name: house_put
INSERT INTO house (secret_fingerprint) VALUES ($1) ON CONFLICT DO NOTHING;

-- name: house_get
SELECT secret_fingerprint FROM house;

-- name: audit_insert
INSERT INTO audit (actor, action, subject, detail) VALUES ($1, $2, $3, $4);

-- name: idempotency_insert
INSERT INTO idempotency (key, request, sealed) VALUES ($1, $2, $3);

-- name: idempotency_get
SELECT request, sealed FROM idempotency WHERE key = $1;

-- name: status_counts
SELECT (SELECT count(*) FROM members WHERE state = 'active'),
    (SELECT count(DISTINCT s.email_index) FROM signups u
     JOIN signins s ON s.attempt = u.attempt AND s.token_until > now()
     WHERE NOT EXISTS (SELECT FROM members m
         WHERE m.email_index = s.email_index)),
    (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')
     AND (member IS NOT NULL OR email_sealed IS NOT NULL)),
    (SELECT count(*) FROM outbox WHERE state = 'sent'),
    (SELECT count(*) FROM outbox WHERE state = 'dead');

-- name: status_pools
SELECT p.name,
    (SELECT count(*) FROM memberships s JOIN members m ON m.id = s.member
     AND m.state = 'active' WHERE s.pool = p.name),
    (SELECT to_us(min(scheduled_at)) FROM rounds r
     WHERE r.pool = p.name AND r.state = 'planned'),
    (SELECT id FROM rounds r WHERE r.pool = p.name AND r.state <> 'planned'
     ORDER BY id DESC LIMIT 1)
FROM pools p WHERE p.active ORDER BY p.position;

-- Retention, in one place.
-- name: tidy_sessions
DELETE FROM sessions WHERE expires_at < now()
    OR used_at < now() - interval '14 days';

-- name: tidy_signins
DELETE FROM signins WHERE token_until < now() - interval '1 day';

-- name: tidy_limits
DELETE FROM limits WHERE bucket < now() - interval '2 days';

-- name: tidy_idempotency
DELETE FROM idempotency WHERE created_at < now() - interval '24 hours';

-- name: tidy_imports
DELETE FROM imports WHERE expires_at < now();

-- name: tidy_outbox
DELETE FROM outbox WHERE state IN ('sent', 'dead')
    AND done_at < now() - interval '7 days';

-- name: tidy_introductions
UPDATE introductions SET state = 'expired'
WHERE state = 'offered' AND expires_at < now();
