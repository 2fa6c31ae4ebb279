-- Draws that are looked at without making one: previews, replays, explanations.

-- A round that is gone again at the end of the transaction (preview_end): its
-- members are those of the pool's next one, where it is planned.
-- name: preview_begin
INSERT INTO rounds (id, pool, scheduled_at, state, next_at)
SELECT $1, $2, coalesce((SELECT min(scheduled_at) + interval '1 microsecond'
    FROM rounds WHERE pool = $2 AND state = 'planned' AND second_of IS NULL),
    clock_exactly()), 'planned', 'infinity';

-- name: preview_names
SELECT m.id, m.ref, m.name FROM memberships s JOIN members m ON m.id = s.member
WHERE s.pool = $1 ORDER BY m.id;

-- name: preview_end
DELETE FROM rounds WHERE id = $1;

-- The last draw of a round ($2: -1), or one before it was drawn anew.
-- name: replay_draw
SELECT r.pool, r.state, d.seed, d.input, encode(d.input_digest, 'hex'),
    encode(d.groups_digest, 'hex'), to_us(d.stored_at),
    r.published_at IS NOT NULL
FROM rounds r LEFT JOIN (
	SELECT -1 AS number, round, seed, input, input_digest, groups_digest,
	    stored_at FROM draws
	UNION ALL
	SELECT number, round, seed, input, input_digest, groups_digest, stored_at
	FROM draws_before) AS d ON d.round = r.id AND d.number = $2
WHERE r.id = $1;

-- What is stored of its result.
-- name: replay_stored
SELECT introduction, member, why IN ('void', 'skipped') FROM round_members WHERE round = $1
UNION ALL
SELECT draw_group, member, false FROM draw_slots WHERE round = $1;

-- How two members stand to a pool now, or ($2) to a round that was drawn, and in
-- which group of it they are.
-- name: explain_two
SELECT m.id, m.ref, m.name, CASE WHEN $2::uuid IS NOT NULL THEN coalesce(
        (SELECT CASE WHEN w.why IN ('void', 'skipped') THEN 'void' ELSE w.outcome END
            FROM round_members w WHERE w.round = $2 AND w.member = m.id),
        (SELECT CASE WHEN d.draw_group IS NULL THEN 'sat_out'
                ELSE 'introduced' END
            FROM draw_slots d WHERE d.round = $2 AND d.member = m.id), 'absent')
    WHEN m.state <> 'active' THEN 'suspended'
    WHEN s.member IS NULL THEN 'not_in_pool'
    WHEN is_paused(m, clock()) THEN 'paused'
    WHEN m.rest_since IS NOT NULL THEN 'rests'
    WHEN NOT is_here(m, clock()) THEN 'consent'
    WHEN s.skip_next THEN 'skips'
    WHEN NOT has_turn(s, coalesce((SELECT min(scheduled_at) FROM rounds
        WHERE pool = $1 AND state = 'planned' AND second_of IS NULL), clock()),
        p.zone) THEN 'turn'
    ELSE 'takes_part' END,
    coalesce((SELECT introduction FROM round_members
            WHERE round = $2 AND member = m.id),
        (SELECT draw_group FROM draw_slots WHERE round = $2 AND member = m.id))
FROM members m LEFT JOIN pools p ON p.name = $1
LEFT JOIN memberships s ON s.member = m.id AND s.pool = $1
WHERE m.id IN ($3, $4) ORDER BY m.id;

-- name: explain_together
SELECT e.id, e.pool, to_us(e.published_at), NOT i.frees
FROM introduction_members a
JOIN introduction_members b ON b.introduction = a.introduction AND b.member = $2
JOIN introductions i ON i.id = a.introduction
JOIN rounds e ON e.id = i.round
WHERE a.member = $1 ORDER BY e.published_at DESC LIMIT 20;

-- name: explain_pairs
SELECT kind, reason, pool, to_us(made_at) FROM pairs
WHERE low = least($1::uuid, $2::uuid) AND high = greatest($1, $2)
    AND used_by IS NULL
ORDER BY kind, pool;

-- The two and whoever of the pool they know: what rules of theirs ask about. The
-- columns are round_population's, which has the reader of all three such.
-- name: explain_population
SELECT m.id,
    extract(epoch FROM (clock() AT TIME ZONE m.zone)
        - (clock() AT TIME ZONE 'UTC'))::int,
    (SELECT string_agg(attribute || E'\t' || value, E'\n' ORDER BY attribute)
     FROM member_attributes WHERE member = m.id),
    0, 0, false, false
FROM members m
WHERE m.id IN ($2, $3) OR is_here(m, clock()) AND m.id IN (
    SELECT s.member FROM ties t
    JOIN memberships s ON s.pool = $1 AND s.member IN (t.low, t.high)
    WHERE t.kind = 'knows' AND (t.low IN ($2, $3) OR t.high IN ($2, $3)))
ORDER BY m.id;

-- Of all these whom they know; of the two also what else keeps them apart, but for
-- what operators forbid.
-- name: explain_ties
WITH near AS MATERIALIZED (
	SELECT unnest(ARRAY[$2, $3]::uuid[]) AS member
	UNION
	SELECT s.member FROM ties t
	JOIN memberships s ON s.pool = $1 AND s.member IN (t.low, t.high)
	WHERE t.kind = 'knows' AND (t.low IN ($2, $3) OR t.high IN ($2, $3))
)
SELECT DISTINCT t.low, t.high, t.kind FROM ties t
JOIN near a ON a.member = t.low JOIN near b ON b.member = t.high
WHERE t.kind = 'knows' OR t.low IN ($2, $3) AND t.high IN ($2, $3)
UNION
SELECT least(o.member, p.member), greatest(o.member, p.member), 'blocks'
FROM outcomes o
JOIN introduction_members p ON p.introduction = o.introduction
    AND p.member IN ($2, $3) AND p.member <> o.member
    AND p.response = 'accepted'
WHERE o.member IN ($2, $3) AND o.again IS FALSE;

-- name: explain_history
SELECT $1::uuid, $2::uuid, min(((clock() AT TIME ZONE $3)::date
    - (coalesce(f.scheduled_at, e.scheduled_at) AT TIME ZONE $3)::date) / 7)
FROM introduction_members a
JOIN introduction_members b ON b.introduction = a.introduction AND b.member = $2
JOIN introductions i ON i.id = a.introduction AND NOT i.frees
JOIN rounds e ON e.id = i.round AND e.published_at IS NOT NULL
LEFT JOIN rounds f ON f.id = e.second_of
WHERE a.member = $1
HAVING min(((clock() AT TIME ZONE $3)::date
    - (coalesce(f.scheduled_at, e.scheduled_at) AT TIME ZONE $3)::date) / 7) < $4;
