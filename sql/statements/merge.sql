-- Two accounts of one person become one: what was $1's becomes $2's, as far as it
-- can; what is left goes as whoever is erased goes (erasure.sql), in the same
-- transaction. Introductions that both took part in, or of one round, cannot be one
-- member's: the erased one's part in them becomes a former member's.

-- As erase_lock_members, for both at once.
-- name: merge_lock_members
SELECT count(*) FROM (SELECT FROM members WHERE id IN ($1, $2) OR id IN (
    SELECT unnest(ARRAY[low, high]) FROM ties
    WHERE kind = 'blocks' AND ($1 IN (low, high) OR $2 IN (low, high)))
    ORDER BY id FOR UPDATE) AS locked;

-- name: merge_lock
SELECT id FROM members WHERE id = $1 AND state <> 'erased'
    OR id = $2 AND state = 'active'
ORDER BY id FOR UPDATE;

-- name: merge_attributes
INSERT INTO member_attributes (member, attribute, value)
SELECT $2, attribute, value FROM member_attributes WHERE member = $1
ON CONFLICT DO NOTHING;

-- name: merge_memberships
INSERT INTO memberships (member, pool, joined_at, skip_next, every, every_since,
    prefers_three)
SELECT $2, pool, joined_at, skip_next, every, every_since, prefers_three
FROM memberships WHERE member = $1
ON CONFLICT DO NOTHING;

-- name: merge_ties
INSERT INTO ties (low, high, kind, by, source, created_at)
SELECT least($2, t.other), greatest($2, t.other), t.kind,
    CASE WHEN t.by = $1 THEN $2 ELSE t.by END, t.source, t.created_at
FROM (SELECT CASE low WHEN $1 THEN high ELSE low END AS other, kind, by, source,
        created_at
    FROM ties WHERE $1::uuid IN (low, high)) AS t
WHERE t.other <> $2::uuid ORDER BY 1, 2
ON CONFLICT DO NOTHING;

-- name: merge_pairs
INSERT INTO pairs (id, kind, low, high, pool, reason, made_at)
SELECT gen_random_uuid(), p.kind, least($2, p.other), greatest($2, p.other),
    p.pool, p.reason, p.made_at
FROM (SELECT CASE low WHEN $1 THEN high ELSE low END AS other, *
    FROM pairs WHERE $1::uuid IN (low, high) AND used_by IS NULL) AS p
WHERE p.other <> $2::uuid
ON CONFLICT DO NOTHING;

-- name: merge_known
UPDATE known_people k SET member = $2 FROM members n
WHERE k.member = $1 AND n.id = $2 AND k.person IS DISTINCT FROM n.person
    AND NOT EXISTS (SELECT FROM known_people o
        WHERE o.member = $2 AND o.person = k.person);

-- name: merge_blocks_made
UPDATE blocks b SET member = $2
WHERE b.member = $1 AND b.blocked IS DISTINCT FROM $2
    AND NOT EXISTS (SELECT FROM blocks o WHERE o.member = $2
        AND (o.address = b.address
            OR o.introduction = b.introduction AND o.handle = b.handle));

-- name: merge_blocks_of
UPDATE blocks SET blocked = $2
WHERE blocked = $1 AND member IS DISTINCT FROM $2;

-- Blocks count for the address that stays, too.
-- name: merge_block_people
INSERT INTO block_people (block, by_person, of_person)
SELECT b.id, n.person, h.of_person
FROM members n JOIN blocks b ON b.member = n.id
JOIN block_people h ON h.block = b.id
WHERE n.id = $1 AND n.person IS NOT NULL
UNION
SELECT b.id, h.by_person, n.person
FROM members n JOIN blocks b ON b.blocked = n.id
JOIN block_people h ON h.block = b.id
WHERE n.id = $1 AND n.person IS NOT NULL
ON CONFLICT DO NOTHING;

-- name: merge_reports
UPDATE reports SET reporter = CASE reporter WHEN $1 THEN $2 ELSE reporter END,
    reported = CASE reported WHEN $1 THEN $2 ELSE reported END
WHERE $1::uuid IN (reporter, reported);

-- name: merge_suggestions
UPDATE suggestions s SET member = $2
WHERE s.member = $1 AND NOT EXISTS (SELECT FROM suggestions o
    WHERE o.member = $2 AND o.pool = s.pool AND o.people = s.people);

-- Whoever named either of the two accounts meant the one that stays.
-- name: merge_suggested
UPDATE suggested_people p
SET partner = CASE WHEN p.partner = $1 THEN $2 ELSE p.partner END,
    person = CASE WHEN p.person = f.person THEN coalesce(n.person, p.person)
        ELSE p.person END
FROM members f, members n
WHERE f.id = $1 AND n.id = $2 AND (p.partner = f.id OR p.person = f.person);

-- Their part in introductions that are not offered any more, with all that hangs on
-- it; at once, since each refers to the other.
-- name: merge_slots
WITH moved AS MATERIALIZED (
	SELECT s.introduction FROM introduction_members s
	JOIN introductions i ON i.id = s.introduction AND i.state <> 'offered'
	WHERE s.member = $1 AND NOT EXISTS (SELECT FROM introduction_members o
	    WHERE o.round = s.round AND o.member = $2)
), outcome AS (
	UPDATE outcomes o SET member = $2 FROM moved m
	WHERE o.member = $1 AND o.introduction = m.introduction
), answer AS (
	UPDATE meeting_answers a SET member = $2 FROM moved m
	WHERE a.member = $1 AND a.introduction = m.introduction
), prompt AS (
	UPDATE prompts_given p SET member = $2 FROM moved m
	WHERE p.member = $1 AND p.introduction = m.introduction
), meeting AS (
	UPDATE meetings g SET by = $2 FROM moved m
	WHERE g.by = $1 AND g.introduction = m.introduction
), message AS (
	UPDATE messages s SET member = $2 FROM moved m
	WHERE s.member = $1 AND s.introduction = m.introduction
)
UPDATE introduction_members s SET member = $2 FROM moved m
WHERE s.member = $1 AND s.introduction = m.introduction;

-- Whom chance introduced to themselves: a meeting that does not count, of which there
-- is nothing more to say. One that is offered ends as its first account leaves.
-- name: merge_selves
WITH self AS (
	UPDATE introductions i SET state = 'not_met', frees = true,
	    outcome_until = least(i.outcome_until, clock())
	WHERE i.state IN ('accepted', 'met', 'not_met')
	    AND ARRAY(SELECT s.member FROM introduction_members s
	        WHERE s.introduction = i.id ORDER BY s.member)
	    = ARRAY[least($1::uuid, $2::uuid), greatest($1, $2)]
	    AND i.id IN (SELECT introduction FROM introduction_members
	        WHERE member = $2)
	RETURNING i.id
), said AS (
	DELETE FROM outcomes o USING self WHERE o.introduction = self.id
)
UPDATE introduction_members s SET ask_at = NULL FROM self
WHERE s.introduction = self.id;

-- name: merge_rounds
UPDATE round_members w SET member = $2
WHERE w.member = $1 AND NOT EXISTS (SELECT FROM round_members o
        WHERE o.round = w.round AND o.member = $2)
    AND (w.introduction IS NULL OR EXISTS (SELECT FROM introduction_members s
        WHERE s.introduction = w.introduction AND s.member = $2));

-- Whom they met in what is left: not again.
-- name: merge_met
INSERT INTO ties (low, high, kind, by)
SELECT DISTINCT least($2, o.member), greatest($2, o.member), 'knows', $2::uuid
FROM introduction_members s
JOIN introduction_members o ON o.introduction = s.introduction
    AND o.member NOT IN ($1, $2)
JOIN members m ON m.id = o.member AND m.state <> 'erased'
WHERE s.member = $1
ON CONFLICT DO NOTHING;

-- name: merge_invitations
UPDATE invitations SET inviter = $2 WHERE inviter = $1;

-- The id in the operator's list, where the one who stays has none: an update of both
-- at once would have it twice.
-- name: merge_ref_take
SELECT set_config('serendip.merged_ref', coalesce((SELECT f.ref FROM members f
    WHERE f.id = $1 AND EXISTS (SELECT FROM members i
        WHERE i.id = $2 AND i.ref IS NULL)), ''), true);

-- name: merge_ref_drop
UPDATE members SET ref = NULL
WHERE id = $1 AND current_setting('serendip.merged_ref') <> '';

-- name: merge_into
UPDATE members n SET version = n.version + 1,
    ref = coalesce(n.ref, nullif(current_setting('serendip.merged_ref'), '')),
    ref_hash = CASE WHEN current_setting('serendip.merged_ref') <> ''
        THEN f.ref_hash ELSE n.ref_hash END,
    joined_at = least(n.joined_at, f.joined_at)
FROM members f WHERE n.id = $2 AND f.id = $1;
