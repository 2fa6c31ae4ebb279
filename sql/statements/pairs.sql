-- Two members whom an operator pins, or forbids to be introduced.

-- A member as an operator names one: by id, address or the id in their own file.
-- name: member_of
SELECT id, ref, name FROM members
WHERE state <> 'erased' AND (id = $1 OR email_index = $2 OR ref = $3);

-- In the order of their ids, as whoever publishes or blocks does.
-- name: pair_lock
SELECT FROM members WHERE id IN ($1, $2) AND state <> 'erased'
ORDER BY id FOR NO KEY UPDATE;

-- Not where the two are forbidden, or one of them is pinned in that pool already.
-- name: pair_pin
INSERT INTO pairs (id, kind, low, high, pool, reason)
SELECT $1, 'pin', least($2::uuid, $3::uuid), greatest($2, $3), $4, $5
WHERE NOT EXISTS (SELECT FROM pairs p WHERE p.kind = 'forbid'
        AND p.low = least($2, $3) AND p.high = greatest($2, $3))
    AND NOT EXISTS (SELECT FROM pairs p WHERE p.kind = 'pin' AND p.pool = $4
        AND p.used_by IS NULL AND (p.low IN ($2, $3) OR p.high IN ($2, $3)));

-- Pins of the two go with it.
-- name: pair_forbid
WITH unpinned AS (
	DELETE FROM pairs WHERE kind = 'pin' AND used_by IS NULL
	    AND low = least($2::uuid, $3::uuid) AND high = greatest($2, $3)
)
INSERT INTO pairs (id, kind, low, high, reason)
VALUES ($1, 'forbid', least($2, $3), greatest($2, $3), $4)
ON CONFLICT (low, high) WHERE kind = 'forbid' DO NOTHING;

-- A pin that was used is a fact, and stays.
-- name: pair_remove
WITH gone AS (
	DELETE FROM pairs WHERE id = $1 AND used_by IS NULL RETURNING *
), noted AS (
	INSERT INTO audit (actor, action, subject, detail)
	SELECT $2, 'pair removed', id, kind || coalesce(' in ' || pool, '') || ': '
	    || low || ' ' || high FROM gone
)
SELECT id FROM gone;

-- Newest first.
-- name: pairs_list
SELECT p.id, p.kind, p.pool, p.reason, to_us(p.made_at), p.used_by,
    a.id, a.ref, a.name, b.id, b.ref, b.name
FROM pairs p JOIN members a ON a.id = p.low JOIN members b ON b.id = p.high
WHERE $1::uuid IS NULL OR p.id < $1
ORDER BY p.id DESC LIMIT $2;

-- The pins of a pool that wait for a draw.
-- name: round_pins
SELECT p.id, p.low, p.high
FROM rounds r JOIN pairs p ON p.pool = r.pool AND p.kind = 'pin'
    AND p.used_by IS NULL
WHERE r.id = $1 ORDER BY p.low, p.high;

-- name: draw_pins_insert
INSERT INTO draw_pins (round, pair)
SELECT $1, p.id FROM unnest($2::uuid[]) AS u(id) JOIN pairs p ON p.id = u.id;

-- name: draw_pins_fate
UPDATE draw_pins d SET fate = u.fate
FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS u(low, high, fate)
JOIN pairs p ON p.low = u.low AND p.high = u.high AND p.kind = 'pin'
WHERE d.round = $1 AND d.pair = p.id;

-- As a round is published: a pin is used by the draw that both took part in,
-- unless their group was void.
-- name: pins_use
UPDATE pairs p SET used_by = $1
FROM draw_pins d
WHERE d.round = $1 AND d.pair = p.id AND p.used_by IS NULL
    AND d.fate <> 'absent'
    AND (d.fate <> 'made' OR EXISTS (SELECT FROM round_members a
        JOIN round_members b ON b.introduction = a.introduction
            AND b.round = $1 AND b.member = p.high
        WHERE a.round = $1 AND a.member = p.low));

-- What became of a draw's pins.
-- name: round_pin_fates
SELECT p.id, d.fate, p.reason, a.id, a.ref, a.name, b.id, b.ref, b.name,
    d.fate = 'made' AND r.published_at IS NOT NULL AND p.used_by IS DISTINCT FROM r.id
FROM rounds r JOIN draw_pins d ON d.round = r.id
JOIN pairs p ON p.id = d.pair
JOIN members a ON a.id = p.low JOIN members b ON b.id = p.high
WHERE r.id = $1 ORDER BY p.low, p.high;
