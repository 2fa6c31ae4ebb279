-- name: outbox_insert
INSERT INTO outbox (id, member, email_sealed, kind, language, key, sealed,
    next_at, due_at, expires_at)
SELECT $1, $2, $3, $4, $5, $6, $7, clock() + $8 * interval '1 second',
    clock() + $8 * interval '1 second', clock() + ($8 + $9) * interval '1 second'
WHERE $2::uuid IS NULL OR EXISTS (SELECT FROM members m
    WHERE m.id = $2 AND m.email_sealed IS NOT NULL)
ON CONFLICT (key) DO NOTHING;

-- The letters of a round: to those whose introduction was made, or who sat
-- out, and who have an address.
-- name: outbox_insert_round
INSERT INTO outbox (id, member, kind, language, key, sealed, expires_at)
SELECT u.id, u.member, u.kind, m.language, u.kind || ':' || $1::text || ':' || u.member,
    u.sealed, clock() + $6 * interval '1 hour'
FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::bytea[])
    AS u(id, member, kind, sealed)
JOIN members m ON m.id = u.member AND m.email_sealed IS NOT NULL
JOIN round_members w ON w.round = $1 AND w.member = u.member
    AND (w.outcome = 'introduced') = (u.kind = 'introduction');

-- What a daemon left behind goes first. Both kinds of due letters are found in
-- order by an index of their own, which an OR of the two would not use. $4: the
-- kinds that a member may choose; of these, why one shall not go, or not yet. $5:
-- those to webhooks, or those by mail.
-- name: outbox_claim
WITH due AS MATERIALIZED (
	SELECT id FROM (
		SELECT id FROM (SELECT id FROM outbox
		    WHERE state = 'sending' AND lease_until < clock()
			AND (webhook IS NOT NULL) = $5
		    ORDER BY lease_until LIMIT $3 FOR UPDATE SKIP LOCKED) AS left_behind
		UNION ALL
		SELECT id FROM (SELECT id FROM outbox
		    WHERE state = 'pending' AND next_at <= clock()
			AND (webhook IS NOT NULL) = $5
		    ORDER BY next_at LIMIT $3 FOR UPDATE SKIP LOCKED) AS waiting
	) AS either LIMIT $3
), claimed AS (
	UPDATE outbox o SET state = 'sending', owner = $1, attempts = attempts + 1,
	    lease_until = clock() + $2 * interval '1 second'
	WHERE o.id = ANY (ARRAY(SELECT id FROM due))
	RETURNING o.*, o.kind = ANY ($4::text[]) AS is_choice
)
SELECT o.id, o.sealed, o.attempts, coalesce(o.email_sealed, m.email_sealed),
    to_us(o.created_at), o.expires_at <= clock(),
    o.member IS NULL AND o.email_sealed IS NULL AND o.webhook IS NULL,
    o.kind, o.member, o.language, CASE
    WHEN w.disabled_at IS NOT NULL THEN 'the webhook is disabled'
    WHEN NOT o.is_choice OR m.id IS NULL THEN ''
    WHEN m.email_stopped_at IS NOT NULL THEN 'the address takes no letters'
    WHEN o.kind = ANY (c.unwanted) THEN 'the member does not want this kind'
    WHEN c.weekly_max IS NOT NULL AND c.weekly_max < row_number()
	OVER (PARTITION BY o.member, o.is_choice ORDER BY o.created_at, o.id)
	+ (SELECT count(*) FROM outbox s
	    WHERE s.member = o.member AND s.kind = ANY ($4::text[])
	    AND s.id <> ALL (ARRAY(SELECT id FROM due))
	    AND (s.state = 'sending' OR s.state = 'sent'
		AND s.done_at > clock() - interval '7 days'))
	THEN 'the member has had enough letters this week'
    ELSE '' END,
    CASE WHEN o.is_choice
	THEN to_us(quiet_until(clock(), m.zone, c.quiet_from, c.quiet_to)) END,
    o.webhook, o.body::text, o.body -> 'data' ->> 'pool',
    (o.body -> 'data' ->> 'members')::bigint,
    (o.body -> 'data' ->> 'introduced')::bigint,
    (o.body -> 'data' ->> 'groups')::bigint,
    (o.body -> 'data' ->> 'sat_out')::bigint,
    (o.body -> 'data' ->> 'met')::bigint,
    (o.body -> 'data' ->> 'open')::bigint
FROM claimed o LEFT JOIN members m ON m.id = o.member
LEFT JOIN letter_choices c ON c.member = o.member
LEFT JOIN webhooks w ON w.name = o.webhook;

-- For operators. Mail servers like to repeat the address: it is left out.
-- What was withdrawn did not fail: a block or an erasure did that. To a member
-- with the operator role ($4) no list tells who reported somebody.
-- name: outbox_letters
SELECT o.id, o.kind, o.state, o.member, m.ref, m.name, to_us(o.created_at),
    to_us(o.done_at), o.attempts,
    regexp_replace(left(o.reason, 1000), '[^\s<>"'',;:()]+@[^\s<>"'',;:()]+', '…',
        'g'), o.webhook
FROM outbox o LEFT JOIN members m ON m.id = o.member
WHERE o.state = $1 AND ($2::uuid IS NULL OR o.id < $2)
    AND (o.member IS NOT NULL OR o.email_sealed IS NOT NULL
        OR o.webhook IS NOT NULL
        OR o.state NOT IN ('pending', 'sending'))
    AND o.reason IS DISTINCT FROM 'withdrawn'
    AND ($4::uuid IS NULL OR o.kind <> 'report_decided')
ORDER BY o.id DESC LIMIT $3;

-- name: outbox_renew
UPDATE outbox SET lease_until = clock() + $3 * interval '1 second'
WHERE id = ANY ($1::uuid[]) AND owner = $2 AND state = 'sending';

-- What became of letters stands in the audit log in the same transaction.
-- What will not be sent any more is forgotten at once where it held a code, and
-- so is an address that is no member's.
-- name: outbox_sent
WITH done AS (
	UPDATE outbox SET state = 'sent', done_at = clock(), owner = NULL,
	    lease_until = NULL, reason = NULL, email_sealed = NULL,
	    sealed = CASE WHEN holds_secret(kind) THEN '' ELSE sealed END
	WHERE id = ANY ($1::uuid[]) AND owner = $2 AND state = 'sending'
	RETURNING id, kind, member
)
INSERT INTO audit (actor, action, subject, detail)
SELECT 'daemon', 'letter sent', id, concat_ws(' to ', kind, member) FROM done;

-- Letters to nobody: there was never anything to send.
-- name: outbox_drop
DELETE FROM outbox
WHERE id = ANY ($1::uuid[]) AND owner = $2 AND state = 'sending';

-- name: outbox_later
WITH done AS (
	UPDATE outbox SET state = 'pending', owner = NULL, lease_until = NULL,
	    reason = $3, next_at = from_us($4)
	WHERE id = $1 AND owner = $2 AND state = 'sending'
	RETURNING id, kind, member
)
INSERT INTO audit (actor, action, subject, detail)
SELECT 'daemon', 'letter later', id, concat_ws(' to ', kind, member) FROM done;

-- name: outbox_dead
WITH done AS (
	UPDATE outbox SET state = 'dead', done_at = clock(), owner = NULL,
	    lease_until = NULL, reason = $3, email_sealed = NULL,
	    sealed = CASE WHEN holds_secret(kind) THEN '' ELSE sealed END
	WHERE id = $1 AND owner = $2 AND state = 'sending'
	RETURNING id, kind, member
)
INSERT INTO audit (actor, action, subject, detail)
SELECT 'daemon', 'letter given up', id, concat_ws(' to ', kind, member)
FROM done;

-- The address is refused for good: its member gets no more than codes.
-- name: outbox_no_address
WITH done AS (
	UPDATE outbox SET state = 'dead', done_at = clock(), owner = NULL,
	    lease_until = NULL, reason = $3, email_sealed = NULL,
	    sealed = CASE WHEN holds_secret(kind) THEN '' ELSE sealed END
	WHERE id = $1 AND owner = $2 AND state = 'sending'
	RETURNING id, kind, member
), stopped AS (
	UPDATE members SET email_stopped_at = clock()
	WHERE id IN (SELECT member FROM done) AND email_stopped_at IS NULL
	RETURNING id
)
INSERT INTO audit (actor, action, subject, detail)
SELECT 'daemon', 'letter given up', id, concat_ws(' to ', kind, member)
FROM done
UNION ALL
SELECT 'daemon', 'address stopped', id, '' FROM stopped;

-- name: outbox_unwanted
WITH done AS (
	UPDATE outbox SET state = 'unwanted', done_at = clock(), owner = NULL,
	    lease_until = NULL, reason = $3
	WHERE id = $1 AND owner = $2 AND state = 'sending'
	RETURNING id, kind, member
)
INSERT INTO audit (actor, action, subject, detail)
SELECT 'daemon', 'letter unwanted', id, concat_ws(' to ', kind, member)
FROM done;

-- Not tried: it waits for its time.
-- name: outbox_back
UPDATE outbox SET state = 'pending', owner = NULL, lease_until = NULL,
    attempts = attempts - 1, next_at = from_us($3),
    due_at = CASE WHEN webhook IS NULL AND from_us($3) > clock() + interval '1 minute'
	THEN from_us($3) ELSE due_at END
WHERE id = $1 AND owner = $2 AND state = 'sending';

-- Microseconds until the next letter is due; no row where none waits. $1: as $5 of
-- outbox_claim.
-- name: outbox_next
SELECT to_us(soonest) - to_us(clock())
FROM (SELECT least(
    (SELECT min(next_at) FROM outbox WHERE state = 'pending'
	AND (webhook IS NOT NULL) = $1),
    (SELECT min(lease_until) FROM outbox WHERE state = 'sending'
	AND (webhook IS NOT NULL) = $1)) AS soonest)
    AS waiting
WHERE soonest IS NOT NULL;
