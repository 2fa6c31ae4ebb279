-- A member leaves: everything of theirs goes, in one transaction. What others keep
-- of them, that they were introduced to somebody, is a former member's: a row with
-- an id of its own ($2), which nothing else knows.

-- What becomes of introductions that are offered to them: they say no.
-- name: erase_offered
SELECT n.*, h.*
FROM introduction_news(ARRAY(SELECT i.id FROM introduction_members s
    JOIN introductions i ON i.id = s.introduction AND i.state = 'offered'
    WHERE s.member = $1), $1, 'declined') AS n
LEFT JOIN LATERAL hour_fallen(n.introduction, n.member) AS h
    ON n.becomes IN ('declined', 'expired') OR n.kind = 'meeting_lapsed'
ORDER BY n.introduction, n.member;

-- Hours to come that fall through, and who is to be told: of introductions that are
-- offered and end thereby, whoever is told of that (erase_offered) has it from there.
-- name: erase_meetings
SELECT m.introduction, p.id, p.name, p.language,
    to_char(m.starts_at AT TIME ZONE p.zone, 'YYYY-MM-DD HH24:MI')
        || ' (' || p.zone || ')', i.pool, h.*
FROM introduction_members s
JOIN meetings m ON m.introduction = s.introduction
    AND m.state IN ('proposed', 'confirmed') AND m.starts_at > clock()
    AND (m.by = $1 OR 2 = (SELECT count(*) FROM introduction_members c
        WHERE c.introduction = m.introduction))
JOIN introductions i ON i.id = m.introduction
JOIN introduction_pairs v ON v.introduction = m.introduction AND v.member = $1
JOIN introduction_members o ON o.introduction = v.introduction
    AND o.member = v.partner AND left_at(i, o) IS NULL
JOIN members p ON p.id = v.partner AND p.state = 'active'
    AND p.email_sealed IS NOT NULL
CROSS JOIN LATERAL hour_fallen(m.introduction, p.id) AS h
WHERE s.member = $1 AND meeting_stands(m, $1)
    AND NOT (i.state = 'offered' AND EXISTS (
        SELECT FROM introduction_news(ARRAY[i.id], $1, 'declined') AS n
        WHERE n.becomes = 'declined'))
ORDER BY m.introduction, p.id;

-- All that they were introduced by, as whoever tells news of it does, and before
-- members likewise.
-- name: erase_lock_introductions
SELECT count(*) FROM (SELECT FROM introductions WHERE id IN (
    SELECT introduction FROM introduction_members WHERE member = $1)
    ORDER BY id FOR NO KEY UPDATE) AS locked;

-- As whoever publishes, blocks or refers to the member does: in the order of their
-- ids with those who are kept from them by blocks (erase_blocks).
-- name: erase_lock_members
SELECT count(*) FROM (SELECT FROM members WHERE id = $1 OR id IN (
    SELECT unnest(ARRAY[low, high]) FROM ties
    WHERE kind = 'blocks' AND $1 IN (low, high))
    ORDER BY id FOR UPDATE) AS locked;

-- name: erase_lock
SELECT FROM members WHERE id = $1
    AND (state = 'active' OR $2::boolean AND state = 'suspended') FOR UPDATE;

-- name: erase_tombstone
INSERT INTO members (id, name, language, zone, state, source)
SELECT $2, 'a former member', 'en', 'UTC', 'erased', 'import'
WHERE EXISTS (SELECT FROM introduction_members WHERE member = $1);

-- Whom a block kept from them, it keeps from the former member: else what they were
-- introduced by would come back, and tell that the other has left. It stays, whoever
-- of the two it was.
-- name: erase_blocks
INSERT INTO ties (low, high, kind, by, source)
SELECT DISTINCT least($2, t.other), greatest($2, t.other), 'blocks', $2, 'member'
FROM (SELECT CASE low WHEN $1 THEN high ELSE low END AS other FROM ties
    WHERE kind = 'blocks' AND $1 IN (low, high)) AS t
JOIN introduction_members p ON p.member = t.other
JOIN introduction_members s ON s.introduction = p.introduction AND s.member = $1;

-- Letters to them, and what letters to partners say of them, and name them by in
-- their keys. One that is being sent has left.
-- name: erase_letters
WITH others AS (
	SELECT o.introduction, o.round, o.member FROM introduction_members s
	JOIN introduction_members o ON o.introduction = s.introduction
	    AND o.member <> s.member
	WHERE s.member = $1
), withdrawn AS (
	UPDATE outbox b SET key = replace(b.key, $1::text, $2::text),
	    sealed = CASE b.state WHEN 'sending' THEN b.sealed ELSE '' END,
	    done_at = CASE b.state WHEN 'pending' THEN clock() ELSE b.done_at END,
	    reason = CASE b.state WHEN 'pending' THEN 'withdrawn'
	        ELSE b.reason END,
	    state = CASE b.state WHEN 'pending' THEN 'dead' ELSE b.state END
	FROM others o
	WHERE b.member = o.member
	    AND (b.key = 'introduction:' || o.round || ':' || o.member
	        OR strpos(b.key, o.introduction::text) > 0)
)
DELETE FROM outbox WHERE member = $1::uuid;

-- name: erase_messages
DELETE FROM messages WHERE member = $1;

-- name: erase_outcomes
DELETE FROM outcomes WHERE member = $1;

-- name: erase_meeting_answers
DELETE FROM meeting_answers WHERE member = $1;

-- Prompts of partners, too, that have words of the profile.
-- name: erase_prompts
DELETE FROM prompts_given g USING introduction_members s
WHERE s.member = $1 AND g.introduction = s.introduction
    AND (g.member = $1 OR g.theirs <> '');

-- $2: an empty place, sealed.
-- name: erase_meetings_made
WITH mine AS (
	SELECT m.introduction, m.by IS NOT DISTINCT FROM $1 AS is_by,
	    m.state IN ('proposed', 'confirmed') AND m.starts_at > clock()
	    AND (m.by IS NOT DISTINCT FROM $1
	        OR 2 = (SELECT count(*) FROM introduction_members c
	            WHERE c.introduction = m.introduction)) AS falls
	FROM introduction_members s
	JOIN meetings m ON m.introduction = s.introduction
	WHERE s.member = $1
)
UPDATE meetings m SET by = nullif(m.by, $1),
    place_sealed = CASE WHEN is_by THEN $2 ELSE m.place_sealed END,
    state = CASE WHEN falls THEN 'cancelled' ELSE m.state END,
    sequence = m.sequence + falls::int,
    changed_at = CASE WHEN falls THEN clock() ELSE m.changed_at END
FROM mine WHERE mine.introduction = m.introduction AND (is_by OR falls);

-- Why they were introduced tells of both profiles.
-- name: erase_reasons
UPDATE introductions i SET why = ''
FROM introduction_members s WHERE s.member = $1 AND i.id = s.introduction;

-- What is offered, they decline.
-- name: erase_slots
UPDATE introduction_members s SET member = $2, reason = '', read_at = NULL,
    ask_at = NULL,
    answered_at = CASE WHEN ends THEN clock() ELSE s.answered_at END,
    response = CASE WHEN ends THEN 'declined' ELSE s.response END
FROM introductions i,
    LATERAL (SELECT i.state = 'offered') AS x(ends)
WHERE s.member = $1 AND i.id = s.introduction;

-- Open reports wait for their decision, and for whoever comes back.
-- name: erase_reports
UPDATE reports r SET reported_person = m.person
FROM members m WHERE m.id = $1 AND r.reported = m.id AND r.state = 'open';

-- What others suggested goes where they met them, and so know that they have left.
-- Where they wrote down an address it stays theirs (as in known_people), and
-- operators see nothing of it any more, also if its owner comes back.
-- name: erase_suggestions
WITH met AS (
	DELETE FROM suggestions s USING suggested_people p
	WHERE p.partner = $1 AND s.id = p.suggestion
)
UPDATE suggestions s SET state = 'gone'
FROM members m JOIN suggested_people p ON p.person = m.person
WHERE m.id = $1 AND s.id = p.suggestion AND s.state = 'open'
    AND NOT EXISTS (SELECT FROM suggested_people o
        WHERE o.suggestion = s.id AND o.partner = $1);

-- name: erase_counts
UPDATE network_counts SET low_only = array_replace(low_only, $1::uuid, NULL),
    high_only = array_replace(high_only, $1, NULL),
    middle_only = array_replace(middle_only, $1, NULL)
WHERE $1 = ANY (low_only || high_only || middle_only);

-- Inputs of draws that had them: in the order of their rounds, as for whoever else
-- is erased at the same moment. What is being drawn now is forgotten as it is
-- published (draw_forget); a round that failed reads the tables again, but for one
-- that an operator approved. What waits for that, or was cancelled, forgets the
-- reasons of their group, too.
-- name: erase_draws
WITH again AS (
	DELETE FROM draws d USING rounds r
	WHERE r.id = d.round AND r.state = 'failed' AND d.approved_at IS NULL
), reasons AS (
	UPDATE draw_groups g SET why = '' FROM draw_slots s
	WHERE s.member = $1::uuid AND g.id = s.draw_group
)
UPDATE draws SET input = '' WHERE round = ANY (ARRAY(
    SELECT d.round FROM draws d
    WHERE d.round IN (SELECT round FROM round_members WHERE member = $1::uuid
        UNION SELECT round FROM draw_slots WHERE member = $1::uuid)
        AND octet_length(d.input) > 0
    ORDER BY d.round FOR NO KEY UPDATE OF d));

-- After erase_draws, whose locks a redraw holds until its copy is there to be seen.
-- What was drawn anew before is few: it is looked through.
-- name: erase_draws_before
UPDATE draws_before SET input = ''
WHERE octet_length(input) > 0
    AND position(convert_to($1::text, 'UTF8') IN input) > 0;

-- name: erase_import_ties
DELETE FROM import_ties t USING members m
WHERE m.id = $1 AND m.ref IN (t.a, t.b);

-- name: erase_import_members
DELETE FROM import_members i USING members m
WHERE m.id = $1 AND (i.ref = m.ref OR i.email_index = m.email_index);

-- $2: the key of the hash of whoever came before it was kept, and has seen no
-- rotation.
-- name: erase_ref
INSERT INTO erased_refs (hash)
SELECT coalesce(ref_hash, sha256($2 || convert_to(ref, 'UTF8'))) FROM members
WHERE id = $1 AND ref IS NOT NULL
ON CONFLICT DO NOTHING;

-- name: erase_signins
DELETE FROM signins s USING members m
WHERE m.id = $1 AND s.email_index = m.email_index;

-- name: erase_invitations
UPDATE invitations i SET email_index = NULL FROM members m
WHERE m.id = $1 AND i.email_index = m.email_index;

-- The last who was reminded of a round is a place in an order: of those before
-- it, the last has been reminded, too.
-- name: erase_reminded
UPDATE rounds r SET reminded_to = (SELECT s.member FROM memberships s
    WHERE s.pool = r.pool AND s.member < $1 ORDER BY s.member DESC LIMIT 1)
WHERE r.reminded_to = $1;

-- name: erase_events
DELETE FROM events WHERE member = $1;

-- What hangs on the state (blocks, people known) goes its way, and then all that
-- refers to the member, sessions among it.
-- name: erase_state
UPDATE members SET state = 'erased' WHERE id = $1 AND state <> 'erased';

-- name: erase_member
DELETE FROM members WHERE id = $1;
