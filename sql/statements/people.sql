-- People whom members know, and whom they have blocked.

-- So many more of something in a span of seconds. No row where it is too much. Of a
-- span of days its last one is kept, by which tidy_limits knows that it is over.
-- name: limit_take
WITH taken AS (
	INSERT INTO limits AS l (key, bucket, count)
	VALUES ($1, to_timestamp(floor(extract(epoch FROM clock()) / $2::int)
	    * $2::int + greatest($2::int - 86400, 0)), $3)
	ON CONFLICT (key, bucket) DO UPDATE SET count = l.count + $3
	RETURNING count
)
SELECT FROM taken WHERE count <= $4::bigint;

-- name: people_lock
SELECT people_lock($1::bytea[], true);

-- name: known_add
WITH fresh AS (
	INSERT INTO known_people (id, member, person, email_sealed)
	SELECT u.id, $1, u.person, u.sealed
	FROM unnest($2::uuid[], $3::bytea[], $4::bytea[]) AS u(id, person, sealed)
	ON CONFLICT DO NOTHING RETURNING 1
)
SELECT count(*) FROM fresh;

-- name: known_tie
INSERT INTO ties (low, high, kind, by, source)
SELECT least(m.id, $1::uuid), greatest(m.id, $1::uuid), 'knows', $1, 'member'
FROM members m WHERE m.person = ANY ($2::bytea[]) AND m.id <> $1
ON CONFLICT DO NOTHING;

-- No row where a member has more than so many.
-- name: known_within
SELECT FROM (SELECT count(*) AS n FROM known_people WHERE member = $1) AS c
WHERE n <= $2::bigint;

-- name: known_list
SELECT id, email_sealed, to_us(added_at) FROM known_people
WHERE member = $1 AND ($2::uuid IS NULL OR id < $2)
ORDER BY id DESC LIMIT $3;

-- No row where it is not this member's. What an operator's file says stays.
-- name: known_forget
WITH gone AS (
	DELETE FROM known_people WHERE member = $1 AND id = $2 RETURNING person
), untied AS (
	DELETE FROM ties t USING gone g, members m
	WHERE m.person = g.person AND t.low = least(m.id, $1::uuid)
	    AND t.high = greatest(m.id, $1::uuid) AND t.kind = 'knows'
	    AND t.by = $1 AND t.source = 'member'
)
SELECT FROM gone;

-- A partner as the reader's introduction names them, whatever became of it.
-- name: partner_get
SELECT p.member, m.name, m.pitch, m.email_sealed,
    (SELECT string_agg(attribute || E'\t' || value, E'\n' ORDER BY attribute)
     FROM member_attributes WHERE member = m.id),
    m.state = 'erased'
FROM introduction_members mine
JOIN introduction_members p ON p.introduction = mine.introduction
    AND p.member <> mine.member
JOIN members m ON m.id = p.member
WHERE mine.member = $1 AND mine.introduction = $2 AND p.handle = $3;

-- In the order of their ids, as whoever publishes does.
-- name: block_lock
SELECT FROM members WHERE id IN ($1, $2) OR person = $3
ORDER BY id FOR UPDATE;

-- name: block_insert
INSERT INTO blocks (id, member, blocked, introduction, handle, address, sealed)
VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING;

-- name: block_people_insert
INSERT INTO block_people (block, by_person, of_person)
SELECT id, $2, $3 FROM blocks WHERE id = $1;

-- name: block_apply
SELECT block_apply(id) FROM blocks WHERE id = $1;

-- name: blocks_within
SELECT FROM (SELECT count(*) FILTER (WHERE handle IS NULL) AS addresses,
    count(*) AS n FROM blocks WHERE member = $1) AS c
WHERE addresses <= $2::bigint AND n <= $3::bigint;

-- name: blocks_list
SELECT id, handle IS NULL, introduction, handle, sealed, to_us(blocked_at)
FROM blocks WHERE member = $1 ORDER BY id DESC;

-- name: block_find
SELECT id, handle IS NULL, introduction, handle, sealed, to_us(blocked_at)
FROM blocks WHERE member = $1
    AND (address = $2 OR introduction = $3 AND handle = $4);

-- Its ties go, too, but for those that another block of this member or the
-- operator's file is a reason for.
-- name: block_remove
DELETE FROM blocks WHERE member = $1 AND id = $2;

-- name: block_untie
DELETE FROM ties t WHERE t.by = $1 AND t.kind = 'blocks' AND t.source = 'member'
    AND NOT EXISTS (SELECT FROM blocks b
        LEFT JOIN block_people h ON h.block = b.id
        LEFT JOIN members m ON m.person = h.of_person
        WHERE b.member = $1 AND CASE WHEN t.low = $1 THEN t.high ELSE t.low END
            IN (b.blocked, m.id));

-- name: people_unhashed
SELECT id, email_sealed FROM members
WHERE person IS NULL AND email_index IS NOT NULL LIMIT $1;

-- name: people_hash
UPDATE members m SET person = u.person
FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS u(id, person, was)
WHERE m.id = u.id AND m.person IS NULL AND m.email_sealed = u.was;

-- name: tidy_blocks
WITH gone AS (
	DELETE FROM blocks WHERE id = ANY (ARRAY(SELECT id FROM blocks
	    WHERE left_at < clock() - interval '3 years'
	    ORDER BY left_at LIMIT $1 FOR UPDATE SKIP LOCKED))
	RETURNING 1
)
SELECT tidied('blocks', count(*)) FROM gone;
