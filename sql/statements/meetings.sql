-- The hour that members of an introduction propose to each other.

-- The meeting, and whether this member may propose or answer; no row where the
-- introduction is not theirs to see. $3: pools whose partners know each other at
-- once.
-- name: meeting_look
SELECT is_open_to(i, s, $3, clock()), to_us(m.starts_at), m.minutes,
    m.place_sealed, CASE WHEN meeting_stands(m, $2) THEN m.state
        ELSE 'cancelled' END,
    m.sequence, m.by IS NOT DISTINCT FROM $2, to_us(m.made_at),
    to_us(m.changed_at), to_us(clock()), i.pool, a.accepts,
    all_accept(m, $2), introduction_stand(i.id)
FROM introductions i
JOIN introduction_members s ON s.introduction = i.id AND s.member = $2
LEFT JOIN meetings m ON m.introduction = i.id AND meeting_is_seen(m, i, s)
LEFT JOIN meeting_answers a ON a.introduction = m.introduction AND a.member = $2
WHERE i.id = $1 AND EXISTS (SELECT FROM introduction_pairs p
    WHERE p.introduction = i.id AND p.member = $2);

-- Who else is told of it, each by the clock of their zone: partners who are
-- still there. The reader's own row comes too. $3: the hour, or null for that of the
-- meeting there is.
-- name: meeting_people
SELECT p.id, p.name, p.language, p.zone,
    zone_spans(p.zone, date_trunc('hour', h.starts_at, 'UTC')
        - interval '24 hours', 3),
    p.email_sealed, p.id = m.by, a.accepts,
    (SELECT string_agg(shown_name(n, p.language), ', ' ORDER BY n.id)
     FROM introduction_pairs v JOIN members n ON n.id = v.partner
     WHERE v.introduction = $1 AND v.member = p.id)
FROM introduction_members s
JOIN introductions i ON i.id = s.introduction AND left_at(i, s) IS NULL
JOIN members p ON p.id = s.member AND p.state = 'active'
LEFT JOIN meetings m ON m.introduction = $1
LEFT JOIN meeting_answers a ON a.introduction = $1 AND a.member = p.id
CROSS JOIN LATERAL (SELECT coalesce(from_us($3), m.starts_at)) AS h(starts_at)
WHERE s.introduction = $1 AND (p.id = $2 OR EXISTS (SELECT
    FROM introduction_pairs v
    WHERE v.introduction = $1 AND v.member = $2 AND v.partner = p.id))
ORDER BY p.id;

-- $6: when the one that it replaces was last changed, 0 where there is none.
-- name: meeting_put
INSERT INTO meetings AS m (introduction, by, starts_at, minutes, place_sealed,
    state)
SELECT i.id, s.member, from_us($3), $4, $5, 'proposed'
FROM introductions i
JOIN introduction_members s ON s.introduction = i.id AND s.member = $2
WHERE i.id = $1 AND is_open_to(i, s, $7, clock())
ON CONFLICT (introduction) DO UPDATE SET by = excluded.by,
    starts_at = excluded.starts_at, minutes = excluded.minutes,
    place_sealed = excluded.place_sealed, state = excluded.state,
    sequence = m.sequence + 1, changed_at = clock()
    WHERE to_us(m.changed_at) = $6;

-- name: meeting_answers_forget
DELETE FROM meeting_answers WHERE introduction = $1;

-- name: meeting_answer
INSERT INTO meeting_answers (introduction, member, accepts)
SELECT m.introduction, s.member, $3
FROM meetings m
JOIN introductions i ON i.id = m.introduction
JOIN introduction_members s ON s.introduction = i.id AND s.member = $2
WHERE m.introduction = $1 AND to_us(m.changed_at) = $4
    AND meeting_stands(m, $2)
    AND m.by IS DISTINCT FROM $2 AND is_open_to(i, s, $5, clock())
ON CONFLICT (introduction, member) DO UPDATE SET accepts = excluded.accepts,
    answered_at = clock();

-- As the answers of those stand who are there: one no declines it, and all must have
-- said yes.
-- name: meeting_settle
UPDATE meetings m SET changed_at = clock(), state = CASE
    WHEN EXISTS (SELECT FROM meeting_answers a
        JOIN introductions i ON i.id = a.introduction
        JOIN introduction_members s ON s.introduction = a.introduction
            AND s.member = a.member AND left_at(i, s) IS NULL
        WHERE a.introduction = m.introduction AND NOT a.accepts) THEN 'declined'
    WHEN all_accept(m, NULL) THEN 'confirmed'
    ELSE 'proposed' END
WHERE m.introduction = $1;

-- Whoever has not been asked yet how it was is asked when that is due now.
-- name: meeting_ask
UPDATE introduction_members s SET ask_at = outcome_ask_at(i)
FROM introductions i
WHERE i.id = $1 AND s.introduction = i.id AND s.asked = 0
    AND s.ask_at IS NOT NULL;

-- name: meeting_cancel
UPDATE meetings SET state = 'cancelled', sequence = sequence + 1,
    changed_at = clock()
WHERE introduction = $1 AND to_us(changed_at) = $2 AND state <> 'cancelled';

-- A member's meetings as their calendar has them: one introduction's, or (null)
-- all that are not long over.
-- name: meetings_of_member
SELECT m.introduction, to_us(m.starts_at), m.minutes, m.place_sealed,
    CASE WHEN stands THEN m.state ELSE 'cancelled' END,
    m.sequence + (NOT stands AND m.state <> 'cancelled')::int,
    to_us(m.made_at), to_us(m.changed_at), i.pool,
    (SELECT string_agg(shown_name(n, me.language), ', ' ORDER BY n.id)
     FROM introduction_pairs v JOIN members n ON n.id = v.partner
     WHERE v.introduction = m.introduction AND v.member = $1)
FROM introduction_members s
JOIN members me ON me.id = s.member
JOIN introductions i ON i.id = s.introduction
JOIN meetings m ON m.introduction = s.introduction AND meeting_is_seen(m, i, s)
CROSS JOIN LATERAL (SELECT meeting_stands(m, $1)) AS now(stands)
WHERE s.member = $1 AND ($2::uuid IS NULL OR s.introduction = $2)
    AND ($2 IS NOT NULL OR m.starts_at > clock() - interval '90 days')
ORDER BY m.starts_at, m.introduction LIMIT 500;

-- The zone of a member over these instants, for their calendar.
-- name: zone_between
SELECT zone, zone_spans(zone, date_trunc('hour', from_us($2), 'UTC')
    - interval '24 hours', (($3::bigint - $2::bigint) / 86400000000)::int + 3)
FROM members WHERE id = $1;

-- name: calendar_put
INSERT INTO calendars (member, hash) VALUES ($1, $2)
ON CONFLICT (member) DO UPDATE SET hash = excluded.hash, made_at = clock();

-- name: calendar_end
DELETE FROM calendars WHERE member = $1;

-- name: calendar_member
SELECT m.id, m.language FROM calendars c
JOIN members m ON m.id = c.member AND m.state = 'active'
WHERE c.hash = $1;
