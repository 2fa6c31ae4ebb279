-- Two people of whom a member says that they should meet. Those who are decided on
-- are found by suggestions_ready() alone (sql/migrations/0026_suggestions.sql).

-- The pools that a member is in.
-- name: suggestion_pools
SELECT s.pool FROM memberships s JOIN pools p ON p.name = s.pool AND p.active
WHERE s.member = $1 ORDER BY p.position;

-- Somebody whom the reader met, as network_ties has it, and still sees: by a
-- handle of that introduction.
-- name: suggestion_partner
SELECT p.member, m.name
FROM introduction_members me
JOIN introductions i ON i.id = me.introduction AND i.state IN ('accepted', 'met')
JOIN introduction_pairs v ON v.introduction = i.id AND v.member = me.member
JOIN introduction_members p ON p.introduction = i.id AND p.member = v.partner
    AND p.response = 'accepted' AND p.handle = $3
JOIN members m ON m.id = p.member AND m.state <> 'erased'
WHERE me.member = $1 AND me.introduction = $2 AND me.response = 'accepted';

-- Again, it is the one that is there.
-- name: suggestion_insert
INSERT INTO suggestions (id, member, pool, people, because_sealed)
VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING;

-- name: suggestion_name
INSERT INTO suggested_people (suggestion, place, partner, introduction, handle,
    person, sealed)
SELECT s.id, $2::int, $3, $4, $5, $6, $7 FROM suggestions s WHERE s.id = $1;

-- Theirs: a page of all, or that of a pool ($4) and two people ($5).
-- name: suggestions_of_member
SELECT s.id, s.pool, to_us(s.made_at), s.because_sealed,
    a.sealed, a.person IS NOT NULL, a.introduction, a.handle,
    b.sealed, b.person IS NOT NULL, b.introduction, b.handle
FROM suggestions s
JOIN suggested_people a ON a.suggestion = s.id AND a.place = 1
JOIN suggested_people b ON b.suggestion = s.id AND b.place = 2
WHERE s.member = $1 AND ($2::uuid IS NULL OR s.id < $2)
    AND ($4::text IS NULL OR s.pool = $4 AND s.people = $5::bytea)
ORDER BY s.id DESC LIMIT $3;

-- name: suggestion_withdraw
DELETE FROM suggestions WHERE member = $1 AND id = $2;

-- For operators: the same two in the same pool are one, by whoever said so first.
-- name: suggestions_list
SELECT f.id, f.pool, to_us(s.made_at), f.n - 1, s.because_sealed,
    m.id, m.ref, m.name, a.id, a.ref, a.name, b.id, b.ref, b.name,
    (SELECT to_us(max(i.offered_at)) FROM introduction_members x
     JOIN introduction_members y ON y.introduction = x.introduction
         AND y.member = f.high
     JOIN introductions i ON i.id = x.introduction WHERE x.member = f.low)
FROM (SELECT (array_agg(id ORDER BY id))[1] AS id, low, high, pool,
        count(DISTINCT by) AS n
    FROM suggestions_ready() GROUP BY low, high, pool) AS f
JOIN suggestions s ON s.id = f.id
JOIN members m ON m.id = s.member
JOIN members a ON a.id = f.low JOIN members b ON b.id = f.high
WHERE $1::uuid IS NULL OR f.id < $1
ORDER BY f.id DESC LIMIT $2;

-- name: suggestion_two
SELECT low, high, pool FROM suggestions_ready() WHERE id = $1;

-- With it all that say the same. No row where somebody else has decided, or it is
-- nothing to decide on any more.
-- name: suggestion_settle
WITH settled AS (
	UPDATE suggestions s SET state = $2
	FROM suggestions_ready() AS mine
	JOIN suggestions_ready() AS same ON same.low = mine.low
	    AND same.high = mine.high AND same.pool = mine.pool
	WHERE mine.id = $1 AND s.id = same.id AND s.state = 'open'
	RETURNING s.id
)
SELECT FROM settled WHERE id = $1;

-- name: tidy_suggestions
WITH gone AS (
	DELETE FROM suggestions WHERE id = ANY (ARRAY(SELECT id FROM suggestions
	    WHERE made_at < clock() - $2::int * interval '1 day'
	    ORDER BY made_at LIMIT $1 FOR UPDATE SKIP LOCKED))
	RETURNING 1
)
SELECT tidied('suggestions', count(*)) FROM gone;
