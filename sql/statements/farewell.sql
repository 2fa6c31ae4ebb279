-- Accounts that nobody uses (work/farewell.h). Who has no address cannot be told.

-- name: farewell_unused
SELECT id, name, language, to_char((clock() + $2::int * interval '1 day')
    AT TIME ZONE zone, 'YYYY-MM-DD')
FROM members
WHERE state = 'active' AND email_sealed IS NOT NULL AND goes_at IS NULL
    AND seen_at < clock() - $1::int * interval '1 day'
ORDER BY seen_at LIMIT $3;

-- name: farewell_told
WITH told AS (
	UPDATE members SET goes_at = clock() + $2::int * interval '1 day'
	WHERE id = ANY ($1::uuid[]) AND goes_at IS NULL AND state = 'active'
	RETURNING id
)
INSERT INTO audit (actor, action, subject)
SELECT 'daemon', 'account unused', id FROM told;

-- name: farewell_next
SELECT id, name, language, email_sealed FROM members
WHERE goes_at <= clock() AND state = 'active' AND email_sealed IS NOT NULL
ORDER BY goes_at LIMIT 1;

-- No row where they were here after all. Under the lock of the account.
-- name: farewell_still
SELECT FROM members WHERE id = $1 AND goes_at <= clock();
