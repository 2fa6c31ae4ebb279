-- What members answer to an introduction, and what they say came of it. Whoever
-- changes one locks its row first, so that the statements after that see what
-- all others said before.

-- name: introduction_lock
SELECT FROM introductions i
WHERE i.id = $1 AND EXISTS (SELECT FROM introduction_pairs p
    WHERE p.introduction = i.id AND p.member = $2)
FOR NO KEY UPDATE;

-- name: introductions_lock
SELECT FROM introductions WHERE id = ANY ($1::uuid[]) ORDER BY id
FOR NO KEY UPDATE;

-- Nobody blocks or leaves from then on. Whoever blocks has the lock of members
-- first, but asks no more of an introduction than that it stays: so introductions
-- before members is the order of all.
-- name: introductions_lock_members
SELECT count(*) FROM (SELECT FROM members WHERE id IN (
    SELECT member FROM introduction_members WHERE introduction = ANY ($1::uuid[]))
    ORDER BY id FOR KEY SHARE) AS locked;

-- No row where the member does not see it.
-- name: answer_verdict
SELECT answer_verdict(i, s, $3, clock())
FROM introductions i
JOIN introduction_members s ON s.introduction = i.id AND s.member = $2
WHERE i.id = $1 AND EXISTS (SELECT FROM introduction_pairs p
    WHERE p.introduction = i.id AND p.member = $2);

-- With the hour that falls through with an introduction; so do erase_offered and
-- due_expired.
-- name: introduction_news
SELECT n.*, h.* FROM introduction_news($1::uuid[], $2, $3) AS n
LEFT JOIN LATERAL hour_fallen(n.introduction, n.member) AS h
    ON n.becomes IN ('declined', 'expired') OR n.kind = 'meeting_lapsed'
ORDER BY n.introduction, n.member;

-- Those that are still as they were when what becomes of them was foretold.
-- name: introductions_foretold
SELECT FROM unnest($1::uuid[], $2::text[]) AS u(id, stand)
WHERE introduction_stand(u.id) = u.stand;

-- name: answer_put
WITH answered AS (
	UPDATE introduction_members s
	SET response = CASE WHEN $3 THEN 'accepted' ELSE 'declined' END,
	    reason = $4, answered_at = clock(), ask_at = NULL
	FROM introductions i
	WHERE i.id = $1 AND s.introduction = i.id AND s.member = $2
	    AND answer_verdict(i, s, $3, clock()) = 'taken'
	RETURNING s.introduction, s.member, s.response
)
INSERT INTO audit (actor, action, subject)
SELECT 'member:' || member, response, introduction FROM answered;

-- Of introductions whose rows are locked: they become what was foretold.
-- name: introductions_settle
WITH done AS (
	UPDATE introductions i SET state = u.state,
	    accepted_at = CASE WHEN u.state = 'accepted' THEN clock()
	        ELSE i.accepted_at END,
	    outcome_until = CASE WHEN u.state = 'accepted' THEN clock()
	        + p.outcome_days * interval '1 day' ELSE i.outcome_until END
	FROM unnest($1::uuid[], $2::text[]) AS u(id, state), pools p
	WHERE i.id = u.id AND p.name = i.pool
	RETURNING i.id, i.state, outcome_ask_at(i) AS ask_at
), ask AS (
	UPDATE introduction_members s SET ask_at = CASE done.state
	    WHEN 'accepted' THEN done.ask_at END
	FROM done WHERE s.introduction = done.id AND s.response = 'accepted'
)
INSERT INTO audit (actor, action, subject)
SELECT 'daemon', 'introduction ' || state, id FROM done;

-- name: outcome_verdict
SELECT outcome_verdict(i, s, clock())
FROM introductions i
JOIN introduction_members s ON s.introduction = i.id AND s.member = $2
WHERE i.id = $1;

-- name: outcome_put
WITH said AS (
	INSERT INTO outcomes AS o (introduction, member, met, rating, learned,
	    again, no_show)
	SELECT i.id, s.member, $3, $4::smallint, $5, $6::boolean, $7
	FROM introductions i
	JOIN introduction_members s ON s.introduction = i.id AND s.member = $2
	WHERE i.id = $1 AND outcome_verdict(i, s, clock()) = 'taken'
	ON CONFLICT (introduction, member) DO UPDATE SET met = excluded.met,
	    rating = excluded.rating, learned = excluded.learned,
	    again = excluded.again, no_show = excluded.no_show,
	    said_at = excluded.said_at
	RETURNING introduction, member, met
), ask AS (
	UPDATE introduction_members s SET ask_at = NULL
	FROM said WHERE s.introduction = said.introduction
	    AND s.member = said.member
)
INSERT INTO audit (actor, action, subject, detail)
SELECT 'member:' || member, 'outcome', introduction, met FROM said;

-- Met, where one says so and nobody says that the others did not come; where
-- these two stand against each other it stays as it was accepted. Else not met,
-- and where somebody could not, the pair may be drawn again.
-- name: introduction_conclude
WITH said AS (
	SELECT introduction, bool_or(met = 'yes') AS yes,
	    bool_or(met = 'could_not') AS could_not, bool_or(no_show) AS no_show
	FROM outcomes WHERE introduction = $1 GROUP BY introduction
), concluded AS (
	SELECT introduction, CASE WHEN yes AND no_show THEN 'accepted'
	    WHEN yes THEN 'met' ELSE 'not_met' END AS state,
	    could_not AND NOT yes AS frees
	FROM said
), done AS (
	UPDATE introductions i SET state = c.state, frees = c.frees
	FROM concluded c WHERE i.id = c.introduction
	    AND i.state IN ('accepted', 'met', 'not_met')
	    AND (i.state, i.frees) IS DISTINCT FROM (c.state, c.frees)
	RETURNING i.id, i.state
)
INSERT INTO audit (actor, action, subject)
SELECT 'daemon', 'introduction ' || state, id FROM done;

-- Whoever did not come three times rests. Their row is locked by whoever counts,
-- so that of two reports at the same instant the second sees the first.
-- name: rest_lock
SELECT FROM members WHERE id IN (SELECT member FROM introduction_members
    WHERE introduction = $1) ORDER BY id FOR NO KEY UPDATE;

-- name: rest_begin
WITH resting AS (
	UPDATE members m SET rest_since = clock(), rest_told = false
	WHERE m.id IN (SELECT member FROM introduction_members
	        WHERE introduction = $1)
	    AND m.rest_since IS NULL AND m.state = 'active' AND no_shows(m.id) >= 3
	RETURNING m.id
)
INSERT INTO audit (actor, action, subject)
SELECT 'daemon', 'rest', id FROM resting;

-- name: rest_end
UPDATE members SET rest_since = NULL, rest_told = true, back_at = clock()
WHERE id = $1 AND rest_since IS NOT NULL;
