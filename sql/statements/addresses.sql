-- Changing the address of a member: what is asked, confirmed, objected to.

-- name: address_forget
DELETE FROM address_changes WHERE member = $1;

-- name: address_insert
INSERT INTO address_changes (id, member, email_sealed, email_index, person,
    new_code, old_code, objection, session)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: address_get
SELECT a.email_sealed, to_us(a.asked_at), a.new_at IS NOT NULL,
    a.old_at IS NOT NULL, to_us(a.asked_at + interval '1 day'),
    to_us(a.asked_at + interval '7 days')
FROM address_changes a WHERE a.member = $1;

-- A try is spent before the code is compared. Whether the address before need not
-- confirm: it takes no letters.
-- name: address_try
UPDATE address_changes a SET tries = a.tries + 1
FROM members m
WHERE a.member = $1 AND m.id = a.member AND a.tries < $2
    AND a.asked_at > clock() - interval '1 day'
RETURNING a.id, a.new_code, a.old_code, a.new_at IS NOT NULL,
    a.old_at IS NOT NULL OR m.email_stopped_at IS NOT NULL;

-- name: address_confirm
UPDATE address_changes SET session = $2,
    new_at = CASE WHEN $3 THEN coalesce(new_at, clock()) ELSE new_at END,
    old_at = CASE WHEN $3 THEN old_at ELSE coalesce(old_at, clock()) END
WHERE id = $1;

-- Who may come in by the address before may not any more: what was asked there,
-- and all sessions but the one that confirmed. No row where the address has become
-- another's.
-- name: address_apply
WITH change AS (
	DELETE FROM address_changes WHERE id = $1
	RETURNING *
), old AS (
	SELECT m.id, m.email_index FROM members m JOIN change c ON c.member = m.id
), done AS (
	UPDATE members m SET email_sealed = c.email_sealed,
	    email_index = c.email_index, person = c.person,
	    email_stopped_at = NULL, version = m.version + 1
	FROM change c WHERE m.id = c.member AND c.new_at IS NOT NULL
	    AND NOT EXISTS (SELECT FROM members o
	        WHERE o.email_index = c.email_index AND o.id <> m.id)
	RETURNING m.id, c.session
), forgotten AS (
	DELETE FROM signins s USING old, done
	WHERE old.id = done.id AND s.email_index = old.email_index
), ended AS (
	DELETE FROM sessions s USING done
	WHERE s.member = done.id AND s.hash IS DISTINCT FROM done.session
)
SELECT FROM done;

-- name: address_objection
SELECT id, member FROM address_changes WHERE objection = $1;

-- name: address_object
WITH gone AS (
	DELETE FROM address_changes WHERE objection = $1 RETURNING member
)
DELETE FROM sessions s USING gone WHERE s.member = gone.member;

-- The new address has confirmed, and nobody has objected for a week; or the one
-- before has confirmed it or takes no letters by now.
-- name: due_addresses
SELECT a.id, m.id, m.name, m.language, m.email_sealed
FROM address_changes a JOIN members m ON m.id = a.member
WHERE m.state = 'active' AND a.new_at IS NOT NULL AND (a.asked_at <= clock() - interval '7 days'
    OR a.old_at IS NOT NULL OR m.email_stopped_at IS NOT NULL)
ORDER BY a.asked_at LIMIT $1;

-- name: tidy_addresses
WITH gone AS (
	DELETE FROM address_changes WHERE id = ANY (ARRAY(
	    SELECT id FROM address_changes WHERE asked_at < clock()
	        - CASE WHEN new_at IS NULL THEN interval '1 day'
	            ELSE interval '30 days' END
	    ORDER BY asked_at LIMIT $1 FOR UPDATE SKIP LOCKED))
	RETURNING 1
)
SELECT tidied('changes of address', count(*)) FROM gone;
