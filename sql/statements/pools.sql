-- name: pools_mirror
INSERT INTO pools (name, position, active, zone, period, remind, second_chance,
    outcome_days, first_time, last_time, last_day)
SELECT n, p, true, z, e::interval, r * interval '1 hour', c * interval '1 hour', o,
    nullif(first, '')::time, nullif(last, '')::time, nullif(until, '')::date
FROM ROWS FROM (unnest($1::text[]), unnest($2::text[]), unnest($3::text[]),
    unnest($4::bigint[]), unnest($5::bigint[]), unnest($6::int[]),
    unnest($7::text[]), unnest($8::text[]), unnest($9::text[]))
    WITH ORDINALITY AS u(n, z, e, r, c, o, first, last, until, p)
ON CONFLICT (name) DO UPDATE SET position = excluded.position, active = true,
    zone = excluded.zone, period = excluded.period, remind = excluded.remind,
    second_chance = excluded.second_chance,
    outcome_days = excluded.outcome_days, first_time = excluded.first_time,
    last_time = excluded.last_time, last_day = excluded.last_day;

-- name: pools_retire
UPDATE pools SET active = false WHERE active AND name <> ALL ($1::text[]);

-- The pools as one member sees them: when the next round is, and why it is not
-- theirs and which one is.
-- name: pools_of_member
SELECT p.name, s.member IS NOT NULL, coalesce(s.skip_next, false),
    to_us(s.joined_at), to_us(r.planned), coalesce(s.every, 1),
    coalesce(s.prefers_three, false),
    CASE WHEN s.member IS NOT NULL THEN to_us(next_turn(s, m, p, r.planned)) END,
    CASE WHEN s.member IS NULL THEN NULL
        WHEN is_paused(m, coalesce(r.planned, clock())) THEN 'pause'
        WHEN m.rest_since IS NOT NULL THEN 'no_shows'
        WHEN NOT is_here(m, coalesce(r.planned, clock())) THEN 'consent'
        WHEN NOT has_turn(s, coalesce(r.planned, clock()), p.zone)
            THEN CASE s.every WHEN 0 THEN 'once' ELSE 'cadence' END
        WHEN s.skip_next THEN 'skip' END,
    (SELECT to_us(min(f.second_at)) FROM rounds f
     WHERE f.pool = p.name AND f.second_at > clock() AND f.state = 'published'
         AND coalesce(f.second_at < r.planned, true)
         AND EXISTS (SELECT FROM second_chance(f.id) AS c
             WHERE c.member = $1))
FROM pools p
JOIN members m ON m.id = $1
LEFT JOIN memberships s ON s.pool = p.name AND s.member = m.id
CROSS JOIN LATERAL (SELECT min(scheduled_at) AS planned FROM rounds
    WHERE pool = p.name AND state = 'planned' AND second_of IS NULL) AS r
WHERE p.active ORDER BY p.position;

-- Whoever says again how often they take part begins anew: one more
-- introduction, where it is one.
-- name: membership_put
INSERT INTO memberships AS m (member, pool, skip_next, every, prefers_three)
VALUES ($1, $2, coalesce($3::boolean, false), coalesce($4::smallint, 1),
    coalesce($5::boolean, false))
ON CONFLICT (member, pool) DO UPDATE
SET skip_next = coalesce($3::boolean, m.skip_next),
    every = coalesce($4::smallint, m.every),
    every_since = CASE WHEN $4::smallint IS NULL THEN m.every_since
        ELSE clock() END,
    prefers_three = coalesce($5::boolean, m.prefers_three);

-- name: memberships_join
INSERT INTO memberships (member, pool)
SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING;

-- name: membership_delete
DELETE FROM memberships WHERE member = $1 AND pool = $2;
