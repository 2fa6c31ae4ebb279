-- Members as operators look for them, look at them, and act on them.

-- By a part of the name, or by id, the operator's id or the whole address; each may
-- be null. Newest first.
-- name: members_search
SELECT m.id, m.ref, m.name, member_standing(m, clock()), to_us(m.joined_at),
    m.is_operator, m.email_sealed,
    (SELECT string_agg(s.pool, E'\n' ORDER BY s.pool) FROM memberships s
     WHERE s.member = m.id)
FROM members m
WHERE m.state <> 'erased' AND ($9::uuid IS NULL OR m.id < $9)
    AND ($1::text IS NULL OR m.ref = $1 OR m.id = $2 OR m.email_index = $3
        OR strpos(search_text(m.name), search_text($1)) > 0)
    AND ($4::text IS NULL OR EXISTS (SELECT FROM memberships s
        WHERE s.member = m.id AND s.pool = $4))
    AND ($5::text IS NULL OR member_standing(m, clock()) = $5
        OR $5 = 'inactive' AND m.state = 'active' AND is_inactive(m.id))
    AND ($6::text IS NULL OR EXISTS (SELECT FROM member_attributes a
        WHERE a.member = m.id AND a.attribute = $6
            AND ($7::text IS NULL OR value_has(a.value, $7))))
ORDER BY m.id DESC LIMIT $8;

-- Who is meant by an id or an address.
-- name: member_shown
SELECT m.id, m.ref, m.name, member_standing(m, clock()), to_us(m.joined_at),
    m.is_operator, m.email_sealed,
    (SELECT string_agg(s.pool, E'\n' ORDER BY s.pool) FROM memberships s
     WHERE s.member = m.id),
    m.language, m.zone, m.pitch, m.source, m.terms_version,
    to_us(nullif(CASE WHEN is_paused(m, clock()) THEN m.paused_until END,
        'infinity')), to_us(m.rest_since), m.email_stopped_at IS NOT NULL,
    (SELECT string_agg(attribute || E'\t' || value, E'\n' ORDER BY attribute)
     FROM member_attributes WHERE member = m.id),
    (SELECT count(*) FROM sessions WHERE member = m.id),
    to_us((SELECT max(used_at) FROM sessions WHERE member = m.id)),
    n.introductions, n.accepted, n.met,
    (SELECT count(*) FROM round_members w
     WHERE w.member = m.id AND w.outcome = 'sat_out'),
    (SELECT count(*) FROM reports r WHERE r.reported = m.id),
    (SELECT count(*) FROM reports r WHERE r.reporter = m.id)
FROM members m CROSS JOIN LATERAL (
    SELECT count(*) AS introductions,
        count(*) FILTER (WHERE s.response = 'accepted') AS accepted,
        count(*) FILTER (WHERE i.state = 'met') AS met
    FROM introduction_members s JOIN introductions i ON i.id = s.introduction
    WHERE s.member = m.id) AS n
WHERE (m.id = $1 OR m.email_index = $2) AND m.state <> 'erased';

-- name: member_shown_latest
SELECT i.id, i.pool, i.state, to_us(i.offered_at),
    (SELECT string_agg(p.name, ', ' ORDER BY p.id) FROM introduction_members o
     JOIN members p ON p.id = o.member
     WHERE o.introduction = i.id AND o.member <> s.member)
FROM members m JOIN introduction_members s ON s.member = m.id
JOIN introductions i ON i.id = s.introduction
WHERE (m.id = $1 OR m.email_index = $2) AND m.state <> 'erased'
ORDER BY i.id DESC LIMIT 10;

-- Nobody is looked at without a line that says why.
-- name: member_shown_note
INSERT INTO audit (actor, action, subject, detail)
SELECT 'operator', $3, m.id, $4 FROM members m
WHERE (m.id = $1 OR m.email_index = $2) AND m.state <> 'erased';

-- Whom something is about to be done to.
-- name: member_care
SELECT name, language, state, email_sealed FROM members
WHERE id = $1 AND state <> 'erased';

