-- What the writer may do, how much they wrote in the last hour, and what whoever
-- is told of it hangs on.
-- name: thread_look
SELECT thread_of($1, $2, $3),
    (SELECT count(*) FROM messages
     WHERE member = $2 AND written_at > clock() - interval '1 hour'),
    introduction_stand($1);

-- The others of the introduction who have an address and were not written to
-- since they last looked, with what names that letter in the outbox. Whoever is
-- told once may be told again after they have read.
-- name: thread_others
SELECT m.id, m.name, m.language,
    'wrote:' || p.introduction || ':' || p.member || ':'
        || coalesce(to_us(p.read_at), 0)
FROM introduction_pairs v
JOIN introduction_members p ON p.introduction = v.introduction
    AND p.member = v.partner
JOIN introductions i ON i.id = p.introduction AND left_at(i, p) IS NULL
JOIN members m ON m.id = p.member
WHERE v.introduction = $1 AND v.member = $2 AND m.email_sealed IS NOT NULL
    AND m.state = 'active'
    AND NOT EXISTS (SELECT FROM outbox o WHERE o.key =
        'wrote:' || p.introduction || ':' || p.member || ':'
        || coalesce(to_us(p.read_at), 0));

-- Asked again in the transaction that writes, which holds the introduction: its
-- time may have ended meanwhile.
-- name: message_insert
INSERT INTO messages (id, introduction, member, sealed)
SELECT $1, i.id, $3, $4 FROM introductions i
WHERE i.id = $2 AND thread_of(i.id, $3, $5) = 'write';

-- Newest first; nothing of somebody whom the reader does not see any more, nor what
-- was said after the reader left.
-- name: messages_page
SELECT id, coalesce(member = $2, false), written_at_us, sealed, name FROM (
	SELECT s.id, s.member, to_us(s.written_at) AS written_at_us, s.sealed,
	    m.name
	FROM messages s LEFT JOIN members m ON m.id = s.member
	JOIN introductions i ON i.id = s.introduction
	JOIN introduction_members me ON me.introduction = i.id AND me.member = $2
	WHERE s.introduction = $1 AND thread_of($1, $2, $3) IN ('read', 'write')
	    AND coalesce(s.written_at <= left_at(i, me), true)
	    AND ($4::uuid IS NULL OR s.id < $4)
	    AND (s.member IS NULL OR s.member = $2
	        OR EXISTS (SELECT FROM introduction_pairs v
	            WHERE v.introduction = $1 AND v.member = $2
	                AND v.partner = s.member))
	ORDER BY s.id DESC LIMIT $5) AS page
ORDER BY id DESC;

-- Reading makes the letter that was to tell of it needless. No row where there
-- is no such thread.
-- name: thread_read
WITH reader AS (
	UPDATE introduction_members p SET read_at = clock_exactly()
	FROM (SELECT introduction, member, read_at FROM introduction_members
	    WHERE introduction = $1 AND member = $2 FOR UPDATE) AS old
	WHERE p.introduction = old.introduction AND p.member = old.member
	    AND thread_of($1, $2, $3) IN ('read', 'write')
	RETURNING 'wrote:' || p.introduction || ':' || p.member || ':'
	    || coalesce(to_us(old.read_at), 0) AS key
), needless AS (
	DELETE FROM outbox o USING reader r
	WHERE o.key = r.key AND o.state = 'pending'
)
SELECT FROM reader;

-- name: tidy_messages
WITH gone AS (
	DELETE FROM messages WHERE id = ANY (ARRAY(SELECT id FROM messages
	    WHERE written_at < clock() - $2 * interval '1 day'
	    ORDER BY written_at LIMIT $1 FOR UPDATE SKIP LOCKED))
	RETURNING 1
)
SELECT tidied('messages', count(*)) FROM gone;
