-- Rounds in hand: what a draw that waits for an operator's yes has given, the yes
-- itself, another draw, and no round at all.

-- Operators who may be written to.
-- name: operators_to_tell
SELECT id, name, language FROM members
WHERE is_operator AND state = 'active' AND email_sealed IS NOT NULL ORDER BY id;

-- name: draw_groups_insert
INSERT INTO draw_groups (id, round, size, why)
SELECT g.id, $1, (SELECT count(*) FROM unnest($4::uuid[]) AS s(id)
    WHERE s.id = g.id), g.why
FROM unnest($2::uuid[], $3::text[]) AS g(id, why);

-- Whoever was erased meanwhile is no member any more.
-- name: draw_slots_insert
INSERT INTO draw_slots (round, member, draw_group)
SELECT $1, m.id, s.id FROM unnest($2::uuid[], $3::uuid[]) AS s(id, member)
JOIN members m ON m.id = s.member;

-- name: draw_slots_sit_out
INSERT INTO draw_slots (round, member, why)
SELECT $1, m.id, s.why FROM unnest($2::uuid[], $3::text[]) AS s(member, why)
JOIN members m ON m.id = s.member;

-- As draw_forget of a draw that is published. Of the drawn ($2), whoever has no
-- place was erased.
-- name: draw_forget_waiting
WITH erased AS (
	SELECT FROM unnest($2::uuid[]) AS drawn(member)
	WHERE NOT EXISTS (SELECT FROM draw_slots w
	    WHERE w.round = $1 AND w.member = drawn.member)
), reasons AS (
	UPDATE draw_groups g SET why = '' WHERE g.round = $1
	    AND g.size <> (SELECT count(*) FROM draw_slots s WHERE s.draw_group = g.id)
)
UPDATE draws SET input = '' WHERE round = $1 AND EXISTS (SELECT FROM erased);

-- name: round_wait
UPDATE rounds SET state = 'drawn', drawn_at = clock_exactly(),
    wait_told_at = NULL, next_at = 'infinity', owner = NULL, lease_until = NULL,
    failure = NULL,
    members = (SELECT count(*) FROM draw_slots WHERE round = $1),
    introduced = (SELECT count(*) FROM draw_slots
        WHERE round = $1 AND draw_group IS NOT NULL),
    groups = (SELECT count(*) FROM draw_groups WHERE round = $1),
    sat_out = (SELECT count(*) FROM draw_slots
        WHERE round = $1 AND draw_group IS NULL)
WHERE id = $1 AND owner = $2 AND state = 'open';

-- What a draw that waited gave, group by group; a member of a group that is not
-- whole any more is in one without an id. Then who sat out.
-- name: draw_slots_get
SELECT g.id, s.member, coalesce(g.why, s.why),
    g.size = count(*) OVER (PARTITION BY g.id)
FROM draw_slots s LEFT JOIN draw_groups g ON g.id = s.draw_group
WHERE s.round = $1 ORDER BY g.id, s.member;

-- Published, it is in introductions and round_members.
-- name: draw_slots_delete
WITH groups AS (DELETE FROM draw_groups WHERE round = $1)
DELETE FROM draw_slots WHERE round = $1;

-- name: rounds_notify
SELECT pg_notify('serendip_rounds', '');

-- name: round_approve
UPDATE rounds w SET next_at = clock(), attempts = 0
WHERE w.id = $1 AND w.state = 'drawn' AND w.next_at = 'infinity'
    AND NOT EXISTS (SELECT FROM rounds n
        WHERE n.pool = w.pool AND n.second_of IS NULL
            AND n.state IN ('planned', 'failed') AND n.next_at <= clock()
            AND n.scheduled_at > w.scheduled_at);

-- name: draw_approve
UPDATE draws SET approved_at = clock_exactly()
WHERE round = $1 AND approved_at IS NULL;

-- $2: the seed of the next draw; null: one of chance.
-- name: round_redraw
UPDATE rounds SET state = 'planned', next_at = clock(), attempts = 0,
    redraws = redraws + 1, next_seed = $2, drawn_at = NULL, members = NULL,
    introduced = NULL, groups = NULL, sat_out = NULL
WHERE id = $1 AND state = 'drawn' AND next_at = 'infinity';

-- The draw before is kept for a replay, and the audit log says which it was. An
-- erasure that is under way is waited for: it empties the input, or finds the copy.
-- name: draw_keep
WITH kept AS (
	INSERT INTO draws_before (round, number, seed, input, input_digest,
	    groups_digest, stored_at)
	SELECT r.id, r.redraws - 1, d.seed, d.input, d.input_digest,
	    d.groups_digest, d.stored_at
	FROM rounds r JOIN draws d ON d.round = r.id WHERE r.id = $1
	FOR UPDATE OF d
	RETURNING number, seed, input_digest, groups_digest
)
INSERT INTO audit (actor, action, subject, detail)
SELECT $2, 'round redrawn', $1, 'before: seed ' || lpad(to_hex(k.seed), 16, '0')
    || ', input ' || encode(k.input_digest, 'hex')
    || coalesce(', groups ' || encode(k.groups_digest, 'hex'), '')
    || coalesce('; next: the given seed ' || lpad(to_hex(r.next_seed), 16, '0'),
        '; next: by chance')
FROM kept k, rounds r WHERE r.id = $1;

-- name: draw_drop
DELETE FROM draws WHERE round = $1;

-- With the digest of what was drawn, where it was.
-- name: hand_audit
INSERT INTO audit (actor, action, subject, detail)
SELECT $2, $3, r.id,
    r.pool || coalesce(', groups ' || encode(d.groups_digest, 'hex'), '')
FROM rounds r LEFT JOIN draws d ON d.round = r.id WHERE r.id = $1;

-- What is being drawn just now is drawn in vain.
-- name: round_cancel
UPDATE rounds SET state = 'cancelled', owner = NULL, lease_until = NULL,
    failure = NULL
WHERE id = $1 AND state IN ('planned', 'open', 'failed', 'drawn');

-- A draw that nobody has seen yet is nothing to keep.
-- name: draw_cancel
DELETE FROM draws d USING rounds r
WHERE d.round = $1 AND r.id = $1 AND r.drawn_at IS NULL;

-- Rounds that have waited for a day, once: a row for each operator to remind, or
-- one without.
-- name: due_waiting
SELECT r.id, r.pool, r.members, r.introduced, r.groups, r.sat_out, r.redraws,
    m.id, m.name, m.language
FROM (SELECT * FROM rounds WHERE state = 'drawn' AND next_at = 'infinity'
    AND wait_told_at IS NULL AND drawn_at <= clock() - interval '24 hours'
    ORDER BY drawn_at LIMIT $1) AS r
LEFT JOIN members m ON m.is_operator AND m.state = 'active'
    AND m.email_sealed IS NOT NULL
ORDER BY r.id, m.id;

-- name: due_waiting_told
UPDATE rounds SET wait_told_at = clock()
WHERE id = ANY ($1::uuid[]) AND state = 'drawn' AND wait_told_at IS NULL;

-- A round that has not been published, as it waits: page by page, as round_groups
-- and round_sit_outs.
-- name: waiting_groups
SELECT s.draw_group, s.member, m.ref, m.name, g.why
FROM (SELECT id, why FROM draw_groups
    WHERE round = $1 AND ($2::uuid IS NULL OR id > $2)
        AND NOT EXISTS (SELECT FROM draw_slots
            WHERE round = $1 AND member = $2 AND draw_group IS NULL)
    ORDER BY id LIMIT $3) AS g
JOIN draw_slots s ON s.draw_group = g.id
JOIN members m ON m.id = s.member
ORDER BY s.draw_group, s.member;

-- name: waiting_sit_outs
SELECT w.member, m.ref, m.name, w.why
FROM draw_slots w JOIN members m ON m.id = w.member
WHERE w.round = $1 AND w.draw_group IS NULL
    AND ($2::uuid IS NULL OR w.member > $2
        OR NOT EXISTS (SELECT FROM draw_slots
            WHERE round = $1 AND member = $2 AND draw_group IS NULL))
ORDER BY w.member LIMIT $3;
