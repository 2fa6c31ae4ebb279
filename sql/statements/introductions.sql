-- One row per partner; the reader's own row is left out.
-- name: introductions_of_member
SELECT i.id, i.pool, i.round, i.state, to_us(i.offered_at), to_us(i.expires_at),
    i.why, encode(d.input_digest, 'hex'),
    m.name, m.pitch, m.language, m.zone, m.email_sealed,
    (SELECT string_agg(attribute || E'\t' || value, E'\n' ORDER BY attribute)
     FROM member_attributes WHERE member = m.id),
    extract(epoch FROM (i.offered_at AT TIME ZONE m.zone)
        - (i.offered_at AT TIME ZONE 'UTC'))::int,
    extract(epoch FROM (i.offered_at AT TIME ZONE me.zone)
        - (i.offered_at AT TIME ZONE 'UTC'))::int
FROM (SELECT introduction FROM introduction_members
    WHERE member = $1 AND ($2::uuid IS NULL OR introduction < $2)
    ORDER BY introduction DESC LIMIT $3) AS mine
JOIN introductions i ON i.id = mine.introduction
JOIN draws d ON d.round = i.round
JOIN introduction_members p ON p.introduction = i.id AND p.member <> $1
JOIN members m ON m.id = p.member
JOIN members me ON me.id = $1
ORDER BY i.id DESC, p.member;

-- name: introduction_of_member
SELECT i.id, i.pool, i.round, i.state, to_us(i.offered_at), to_us(i.expires_at),
    i.why, encode(d.input_digest, 'hex'),
    m.name, m.pitch, m.language, m.zone, m.email_sealed,
    (SELECT string_agg(attribute || E'\t' || value, E'\n' ORDER BY attribute)
     FROM member_attributes WHERE member = m.id),
    extract(epoch FROM (i.offered_at AT TIME ZONE m.zone)
        - (i.offered_at AT TIME ZONE 'UTC'))::int,
    extract(epoch FROM (i.offered_at AT TIME ZONE me.zone)
        - (i.offered_at AT TIME ZONE 'UTC'))::int
FROM introduction_members mine
JOIN introductions i ON i.id = mine.introduction
JOIN draws d ON d.round = i.round
JOIN introduction_members p ON p.introduction = i.id AND p.member <> $1
JOIN members m ON m.id = p.member
JOIN members me ON me.id = $1
WHERE mine.member = $1 AND mine.introduction = $2
ORDER BY p.member;

-- name: rounds_of_member
SELECT w.round, r.pool, to_us(r.published_at), w.outcome, w.introduction, w.why
FROM round_members w JOIN rounds r ON r.id = w.round
WHERE w.member = $1 AND ($2::uuid IS NULL OR w.round < $2)
ORDER BY w.round DESC LIMIT $3;
