-- What members report to the operators, and what these decide.

-- name: report_insert
INSERT INTO reports (id, reporter, reporter_person, reported, introduction,
    category, sealed, snapshot_sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- What reporter and reported said in the introduction until the reporter left it,
-- oldest first: the newest of it, as much as $4 bytes hold, and how many there
-- were.
-- name: report_thread
SELECT is_reporter, written_us, sealed, everything FROM (
	SELECT s.id, s.member = $1 AS is_reporter,
	    to_us(s.written_at) AS written_us, s.sealed,
	    count(*) OVER () AS everything,
	    sum(octet_length(s.sealed)) OVER (ORDER BY s.id DESC) AS bytes
	FROM introduction_members mine
	JOIN introductions i ON i.id = mine.introduction
	JOIN introduction_members p ON p.introduction = mine.introduction
	    AND p.handle = $3
	JOIN messages s ON s.introduction = mine.introduction
	    AND s.member IN (mine.member, p.member)
	    AND coalesce(s.written_at <= left_at(i, mine), true)
	WHERE mine.member = $1 AND mine.introduction = $2) AS said
WHERE bytes <= $4 ORDER BY id;

-- A second person within 90 days whose report is a grave one: the account rests
-- until an operator has looked.
-- name: report_review
WITH reviewed AS (
	UPDATE members SET state = 'suspended', review_since = clock(),
	    review_told = false
	WHERE id = $1 AND state = 'active' AND 2 <= (
	    SELECT count(DISTINCT coalesce(r.reporter_person, uuid_send(r.id)))
	    FROM reports r WHERE r.reported = $1 AND r.state IN ('open', 'warned')
	        AND r.category NOT IN ('no_show', 'other')
	        AND r.reported_at > clock() - interval '90 days')
	RETURNING id
), signed_out AS (
	DELETE FROM sessions s USING reviewed WHERE s.member = reviewed.id
), noted AS (
	INSERT INTO audit (actor, action, subject, detail)
	SELECT 'daemon', 'suspended', id, 'for review' FROM reviewed
)
SELECT pg_notify('serendip_due', '') FROM reviewed;

-- name: reports_of_member
SELECT id, category, state, to_us(reported_at), to_us(decided_at)
FROM reports WHERE reporter = $1 ORDER BY id DESC LIMIT 100;

-- The last argument, here and below: the member who looks, or null where that is
-- whoever has the operator's socket. $3: 1 only those that are open, 0 only those that
-- are not, -1 all.
-- name: reports_list
SELECT r.id, r.category, r.state, to_us(r.reported_at), to_us(r.decided_at),
    a.id, a.ref, a.name, b.id, b.ref, b.name, b.state = 'suspended',
    b.review_since IS NOT NULL
FROM reports r LEFT JOIN members a ON a.id = r.reporter
LEFT JOIN members b ON b.id = r.reported
WHERE ($1::uuid IS NULL OR r.id < $1) AND NOT is_party(r, $4)
    AND ($3::integer < 0 OR ($3 = 1) = (r.state = 'open'))
ORDER BY r.id DESC LIMIT $2;

-- name: report_get
SELECT r.id, r.category, r.state, to_us(r.reported_at), to_us(r.decided_at),
    a.id, a.ref, a.name, b.id, b.ref, b.name, b.state = 'suspended',
    b.review_since IS NOT NULL, r.introduction, r.sealed, r.snapshot_sealed,
    r.words_sealed
FROM reports r LEFT JOIN members a ON a.id = r.reporter
LEFT JOIN members b ON b.id = r.reported
WHERE r.id = $1 AND NOT is_party(r, $2);

-- What a decision is about: who is to be written to, and how the account is.
-- `others` counts the grave reports on it that wait besides this one.
-- name: report_parties
SELECT r.state, r.reporter, a.name, a.language, a.state <> 'erased',
    r.reported, b.name, b.language, b.email_sealed IS NOT NULL,
    coalesce(b.state, 'erased'), b.review_since IS NOT NULL,
    (SELECT count(*) FROM reports o WHERE o.reported = r.reported
        AND o.id <> r.id AND o.state = 'open'
        AND o.category NOT IN ('no_show', 'other')),
    to_us(r.reported_at)
FROM reports r LEFT JOIN members a ON a.id = r.reporter
LEFT JOIN members b ON b.id = r.reported
WHERE r.id = $1 AND NOT is_party(r, $2);

-- No row where somebody has decided otherwise meanwhile.
-- name: report_decide
UPDATE reports SET state = $3, decided_at = clock(), words_sealed = $4
WHERE id = $1 AND state = $2;

-- name: member_suspend
WITH done AS (
	UPDATE members SET state = 'suspended', review_since = NULL,
	    review_told = true
	WHERE id = $1 AND state IN ('active', 'suspended') RETURNING id
), signed_out AS (
	DELETE FROM sessions s USING done WHERE s.member = done.id
)
SELECT FROM done;

-- name: member_reinstate
UPDATE members SET state = 'active', review_since = NULL, review_told = true
WHERE id = $1 AND state = 'suspended';

-- name: due_reviews
SELECT id, name, language, to_us(review_since) FROM members
WHERE NOT review_told AND state = 'suspended' ORDER BY review_since LIMIT $1;

-- name: due_review_tell
UPDATE members SET review_told = true
WHERE id = ANY ($1::uuid[]) AND NOT review_told AND state = 'suspended';

-- name: tidy_reports
WITH gone AS (
	DELETE FROM reports WHERE id = ANY (ARRAY(SELECT id FROM reports
	    WHERE decided_at < clock() - $2::int * interval '1 day'
	    ORDER BY decided_at LIMIT $1 FOR UPDATE SKIP LOCKED))
	RETURNING 1
)
SELECT tidied('reports', count(*)) FROM gone;
