-- What falls due with time (work/due.h): of each kind a statement that
-- finds, and one that settles what was found where it is still due.

-- name: due_notify
SELECT pg_notify('serendip_due', '');

-- What becomes of introductions whose time to answer is over.
-- name: due_expired
SELECT n.*, h.* FROM (SELECT array_agg(id) AS ids FROM (SELECT id FROM introductions
        WHERE state = 'offered' AND expires_at <= clock()
        ORDER BY expires_at LIMIT $1) AS over HAVING count(*) > 0) AS o,
    introduction_news(o.ids, NULL, NULL) AS n
LEFT JOIN LATERAL hour_fallen(n.introduction, n.member) AS h
    ON n.becomes IN ('declined', 'expired') OR n.kind = 'meeting_lapsed'
ORDER BY n.introduction, n.member;

-- The letters that follow from what was found: to whom (nobody where the column is
-- null), their name and language, until when there is something to do, by
-- their clock, the pool, the names of their partners, and what these say of
-- themselves.

-- Whom to ask how it was: first at outcome_ask_at, and once more a day before it
-- can no longer be said. Whoever says it has no ask_at any more. The last column is
-- what their partners hang on.
-- name: due_silent
SELECT s.introduction, s.member, s.asked,
    CASE WHEN m.state = 'active' AND m.email_sealed IS NOT NULL
        AND i.outcome_until > clock() AND count(other.id) > 0 THEN m.id END,
    m.name, m.language,
    to_char(i.outcome_until AT TIME ZONE m.zone, 'YYYY-MM-DD HH24:MI')
        || ' (' || m.zone || ')',
    i.pool, string_agg(shown_name(other, m.language), ' & '
        ORDER BY other.id), '', introduction_stand(i.id)
FROM (SELECT introduction, member, asked FROM introduction_members
    WHERE ask_at <= clock() ORDER BY ask_at LIMIT $1) AS s
JOIN introductions i ON i.id = s.introduction
JOIN members m ON m.id = s.member
LEFT JOIN (introduction_pairs p
    JOIN introduction_members t ON t.introduction = p.introduction
        AND t.member = p.partner AND t.response = 'accepted'
    JOIN members other ON other.id = p.partner)
    ON p.introduction = s.introduction AND p.member = s.member
GROUP BY s.introduction, s.member, s.asked, i.id, m.id
ORDER BY s.introduction, s.member;

-- name: due_silent_asked
UPDATE introduction_members s SET asked = s.asked + 1,
    ask_at = CASE WHEN s.asked = 0
        AND i.outcome_until - interval '1 day' > clock()
        THEN i.outcome_until - interval '1 day' END
FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS u(introduction, member, asked)
JOIN introductions i ON i.id = u.introduction
WHERE s.introduction = u.introduction AND s.member = u.member
    AND s.asked = u.asked AND s.ask_at <= clock();

-- name: due_rests
SELECT id, to_us(rest_since),
    CASE WHEN email_sealed IS NOT NULL AND state = 'active' THEN id END,
    name, language, '', '', '', ''
FROM members WHERE NOT rest_told ORDER BY rest_since LIMIT $1;

-- name: due_rests_told
UPDATE members SET rest_told = true
WHERE id = ANY ($1::uuid[]) AND NOT rest_told;

-- Rounds of whose introductions nothing can be said any more, and that owe no
-- second draw.
-- name: due_rounds
SELECT r.id FROM rounds r
WHERE r.state = 'published' AND r.ends_at <= clock() AND r.second_at IS NULL
    AND NOT EXISTS (SELECT FROM introductions i WHERE i.round = r.id
        AND (i.state = 'offered' OR i.outcome_until > clock()))
ORDER BY r.ends_at LIMIT $1;

-- name: due_rounds_close
UPDATE rounds r SET state = 'closed', met = c.met, not_met = c.not_met,
    came_to_nothing = c.came_to_nothing
FROM (SELECT u.id, count(*) FILTER (WHERE i.state = 'met') AS met,
        count(*) FILTER (WHERE i.state = 'not_met') AS not_met,
        count(*) FILTER (WHERE i.state IN ('declined', 'expired'))
            AS came_to_nothing
    FROM unnest($1::uuid[]) AS u(id)
    LEFT JOIN introductions i ON i.round = u.id GROUP BY u.id) AS c
WHERE r.id = c.id AND r.state = 'published';

-- name: due_pauses
SELECT id, name, language, state = 'active', paused_until::text FROM members
WHERE paused_until <= clock() ORDER BY paused_until LIMIT $1;

-- name: due_pauses_end
UPDATE members SET paused_until = NULL, version = version + 1
WHERE id = ANY ($1::uuid[]) AND paused_until <= clock();

-- Who would take part in a round that is near: in the order of their ids, behind
-- the last one who was reminded. Whoever joins, or comes back, after their place
-- has passed is not reminded. A round that an operator asks for is planned for a
-- moment only: nobody is reminded.
-- name: due_reminders
SELECT r.id, m.id, m.name, m.language, r.pool,
    to_char(r.scheduled_at AT TIME ZONE m.zone, 'YYYY-MM-DD HH24:MI'),
    extract(epoch FROM r.scheduled_at - clock())::int + 60
FROM rounds r JOIN pools p ON p.name = r.pool AND p.active
    AND p.remind > interval '0'
CROSS JOIN LATERAL (SELECT m.* FROM memberships s
    JOIN members m ON m.id = s.member
        AND takes_part(s, m, r.scheduled_at, p.zone)
    WHERE s.pool = r.pool AND s.member > coalesce(r.reminded_to,
        '00000000-0000-0000-0000-000000000000')
    ORDER BY s.member LIMIT $1) AS m
WHERE r.state = 'planned' AND r.second_of IS NULL
    AND r.scheduled_at > clock() + interval '1 minute'
    AND r.scheduled_at - p.remind <= clock()
ORDER BY r.id, m.id LIMIT $1;

-- name: due_reminded
UPDATE rounds SET reminded_to = $2
WHERE id = $1 AND state = 'planned' AND coalesce(reminded_to < $2, true);
