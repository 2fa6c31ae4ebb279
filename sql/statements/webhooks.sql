-- name: webhooks_mirror
INSERT INTO webhooks AS w (name, active, target, events, life)
SELECT n, true, t, string_to_array(e, ' '), $4 * interval '1 hour'
FROM unnest($1::text[], $2::text[], $3::text[]) AS u(n, t, e)
ON CONFLICT (name) DO UPDATE SET active = true, target = excluded.target,
    events = excluded.events, life = excluded.life,
    disabled_at = CASE WHEN w.target = excluded.target THEN w.disabled_at END,
    disabled_why = CASE WHEN w.target = excluded.target THEN w.disabled_why END;

-- name: webhooks_retire
UPDATE webhooks SET active = false WHERE active AND name <> ALL ($1::text[]);

-- name: webhook_disable
WITH done AS (
	UPDATE webhooks SET disabled_at = clock(), disabled_why = $2
	WHERE name = $1 AND disabled_at IS NULL RETURNING name
)
INSERT INTO audit (actor, action, detail)
SELECT 'daemon', 'webhook disabled', name FROM done;

-- name: webhook_enable
UPDATE webhooks SET disabled_at = NULL, disabled_why = NULL
WHERE name = $1 AND active;

-- name: webhooks_list
SELECT w.name, to_us(w.disabled_at), w.disabled_why,
    (SELECT count(*) FROM outbox o WHERE o.webhook = w.name
	AND o.state IN ('pending', 'sending')),
    (SELECT to_us(max(o.done_at)) FROM outbox o WHERE o.webhook = w.name
	AND o.state = 'sent'),
    (SELECT count(*) FROM outbox o WHERE o.webhook = w.name
	AND o.state = 'dead')
FROM webhooks w WHERE w.active ORDER BY w.name;
