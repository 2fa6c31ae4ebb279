-- name: pools_mirror
INSERT INTO pools (name, position, active)
SELECT n, p, true FROM unnest($1::text[]) WITH ORDINALITY AS u(n, p)
ON CONFLICT (name) DO UPDATE SET position = excluded.position, active = true;

-- name: pools_retire
UPDATE pools SET active = false WHERE active AND name <> ALL ($1::text[]);

-- name: pools_of_member
SELECT p.name, m.member IS NOT NULL, coalesce(m.skip_next, false),
    to_us(m.joined_at),
    (SELECT to_us(min(scheduled_at)) FROM rounds r
     WHERE r.pool = p.name AND r.state = 'planned')
FROM pools p LEFT JOIN memberships m ON m.pool = p.name AND m.member = $1
WHERE p.active ORDER BY p.position;

-- name: membership_put
INSERT INTO memberships AS m (member, pool, skip_next)
VALUES ($1, $2, coalesce($3::boolean, false))
ON CONFLICT (member, pool) DO UPDATE
SET skip_next = coalesce($3::boolean, m.skip_next);

-- name: memberships_join
INSERT INTO memberships (member, pool)
SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING;

-- name: membership_delete
DELETE FROM memberships WHERE member = $1 AND pool = $2;
