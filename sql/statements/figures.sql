-- Figures for metrics and for the house's check-up. What the indexes answer, or
-- small tables; only members are counted one by one.

-- name: figures_members
SELECT state, count(*) FROM members GROUP BY state;

-- Letters that are not over, or were given up, by how they leave; and for how long
-- the oldest has been due.
-- name: figures_outbox
SELECT channel_of(webhook), state, count(*), CASE WHEN state <> 'dead' THEN
    greatest(coalesce(to_us(clock()) - to_us(min(due_at)), 0), 0) ELSE 0 END
FROM (SELECT webhook, state, due_at FROM outbox WHERE state = 'pending'
    UNION ALL SELECT webhook, state, due_at FROM outbox WHERE state = 'sending'
    UNION ALL SELECT webhook, state, due_at FROM outbox WHERE state = 'dead')
    AS o
GROUP BY channel_of(webhook), state;

-- name: figures_rounds
SELECT state, count(*) FROM rounds GROUP BY state;

-- Of each pool's last published round, a row for each reason to sit out, and one
-- of those without.
-- name: figures_last_rounds
SELECT r.pool, r.members, r.introduced, s.reason, s.n
FROM pools p
JOIN LATERAL (SELECT * FROM rounds r WHERE r.pool = p.name
    AND r.published_at IS NOT NULL AND r.second_of IS NULL
    ORDER BY r.id DESC LIMIT 1) AS r ON true
LEFT JOIN draws d ON d.round = r.id
CROSS JOIN LATERAL (SELECT key AS reason, value::bigint AS n
    FROM jsonb_each_text(d.report::jsonb -> 'sat_out_by_reason')
    UNION ALL SELECT 'unknown', r.sat_out - coalesce((SELECT sum(value::bigint)
	FROM jsonb_each_text(d.report::jsonb -> 'sat_out_by_reason')), 0)) AS s
WHERE p.active ORDER BY r.pool, s.reason;

-- name: figures_house
SELECT to_us(clock_exactly()), (SELECT count(*) FROM schema_version),
    (SELECT count(*) FROM reports WHERE state = 'open'),
    coalesce((SELECT to_us(clock()) - to_us(min(reported_at)) FROM reports
	WHERE state = 'open'), 0),
    (SELECT coalesce(max(number), 0) FROM audit),
    coalesce((SELECT to_us(clock()) - to_us(min(scheduled_at)) FROM rounds
	WHERE state IN ('planned', 'open', 'failed')
	AND scheduled_at <= clock()), 0),
    (SELECT count(*) FROM webhooks WHERE active AND disabled_at IS NOT NULL),
    (SELECT to_us(max(taken_at)) FROM backups),
    (SELECT count(DISTINCT (low, high, pool)) FROM suggestions_ready());

-- name: figures_ready
SELECT count(*) FROM schema_version;

-- What only a check-up wants: letters given up of late, rounds that wait for an
-- operator, when the next is due, the round that failed most often, and who has
-- not consented to the terms in force.
-- name: figures_checkup
SELECT (SELECT count(*) FROM outbox WHERE state = 'dead'
	AND done_at > clock() - interval '1 day'),
    (SELECT count(*) FROM rounds WHERE state = 'drawn'),
    (SELECT to_us(min(scheduled_at)) FROM rounds WHERE state = 'planned'),
    f.id, f.pool, f.attempts, f.failure, t.version, to_us(t.since + t.grace),
    (SELECT count(*) FROM members m WHERE m.state = 'active'
	AND m.terms_version <> t.version),
    (SELECT count(*) FROM webhooks WHERE active AND disabled_at IS NOT NULL),
    (SELECT min(name) FROM webhooks WHERE active AND disabled_at IS NOT NULL)
FROM (SELECT) AS one
LEFT JOIN (SELECT id, pool, attempts, failure FROM rounds
    WHERE state = 'failed' ORDER BY attempts DESC, id DESC LIMIT 1) AS f ON true
LEFT JOIN terms t ON true;
