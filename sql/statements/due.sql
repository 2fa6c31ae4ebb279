-- What falls due with time (daemon/work/due.h): of each kind a statement that
-- finds, and one that settles what was found where it is still due.

-- name: due_expired
SELECT id FROM introductions
WHERE state = 'offered' AND expires_at <= clock()
ORDER BY expires_at LIMIT $1;

-- name: due_expire
WITH done AS (
	UPDATE introductions SET state = 'expired'
	WHERE id = ANY ($1::uuid[]) AND state = 'offered'
	    AND expires_at <= clock()
	RETURNING id
)
INSERT INTO audit (actor, action, subject)
SELECT 'daemon', 'introduction expired', id FROM done;
