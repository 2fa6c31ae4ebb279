-- One row per partner that the reader sees (introduction_pairs); theirs alone is
-- what they said of it.
-- name: introductions_of_member
SELECT i.id, i.pool, i.round, state_seen(i, mine.slot), to_us(i.offered_at),
    to_us(i.expires_at), i.why, encode(d.input_digest, 'hex'),
    shown_name(m, me.language), m.pitch, m.language, m.zone,
    CASE WHEN m.state = 'active' THEN m.email_sealed END,
    (SELECT string_agg(attribute || E'\t' || value, E'\n' ORDER BY attribute)
     FROM member_attributes WHERE member = m.id),
    mine.response, p.response, to_us(i.outcome_until),
    o.met, o.rating, o.learned, o.again, o.no_show, to_us(o.said_at), p.handle
FROM (SELECT s.introduction, s.response, s AS slot
    FROM introduction_members s
    WHERE s.member = $1 AND ($2::uuid IS NULL OR s.introduction < $2)
        AND EXISTS (SELECT FROM introduction_pairs v
            WHERE v.introduction = s.introduction AND v.member = $1)
    ORDER BY s.introduction DESC LIMIT $3) AS mine
JOIN introductions i ON i.id = mine.introduction
JOIN draws d ON d.round = i.round
JOIN introduction_pairs v ON v.introduction = i.id AND v.member = $1
JOIN introduction_members p ON p.introduction = i.id AND p.member = v.partner
JOIN members m ON m.id = p.member
JOIN members me ON me.id = $1
LEFT JOIN outcomes o ON o.introduction = i.id AND o.member = $1
ORDER BY i.id DESC, p.member;

-- name: introduction_of_member
SELECT i.id, i.pool, i.round, state_seen(i, mine), to_us(i.offered_at),
    to_us(i.expires_at), i.why, encode(d.input_digest, 'hex'),
    shown_name(m, me.language), m.pitch, m.language, m.zone,
    CASE WHEN m.state = 'active' THEN m.email_sealed END,
    (SELECT string_agg(attribute || E'\t' || value, E'\n' ORDER BY attribute)
     FROM member_attributes WHERE member = m.id),
    mine.response, p.response, to_us(i.outcome_until),
    o.met, o.rating, o.learned, o.again, o.no_show, to_us(o.said_at), p.handle
FROM introduction_members mine
JOIN introductions i ON i.id = mine.introduction
JOIN draws d ON d.round = i.round
JOIN introduction_pairs v ON v.introduction = i.id AND v.member = $1
JOIN introduction_members p ON p.introduction = i.id AND p.member = v.partner
JOIN members m ON m.id = p.member
JOIN members me ON me.id = $1
LEFT JOIN outcomes o ON o.introduction = i.id AND o.member = $1
WHERE mine.member = $1 AND mine.introduction = $2
ORDER BY p.member;

-- The introduction is named where the member sees anybody in it (still).
-- name: rounds_of_member
SELECT w.round, r.pool, to_us(r.published_at), w.outcome,
    (SELECT v.introduction FROM introduction_pairs v
     WHERE v.introduction = w.introduction AND v.member = w.member LIMIT 1),
    w.why, r.second_of
FROM round_members w JOIN rounds r ON r.id = w.round
WHERE w.member = $1 AND ($2::uuid IS NULL OR w.round < $2)
ORDER BY w.round DESC LIMIT $3;
