-- Who would be in a draw of a pool now, for a simulation: the rows of a round's
-- snapshot (round_population, round_ties, round_history), without a round.

-- Whoever is here, whatever their cadence: a simulation plays them all.
-- name: whatif_population
SELECT m.id,
    extract(epoch FROM (clock() AT TIME ZONE m.zone)
        - (clock() AT TIME ZONE 'UTC'))::int,
    (SELECT string_agg(attribute || E'\t' || value, E'\n' ORDER BY attribute)
     FROM member_attributes WHERE member = m.id),
    0, 0, false, s.prefers_three
FROM memberships s JOIN members m ON m.id = s.member AND is_here(m, clock())
WHERE s.pool = $1 ORDER BY m.id LIMIT $2;

-- Of a pool that is too large to be played nothing more is read: $2 is one more
-- than may play. Without $3, none of what members keep to themselves.
-- name: whatif_ties
SELECT DISTINCT low, high, kind FROM (SELECT low, high, kind FROM ties
    WHERE kind <> 'blocks' OR $3
    UNION ALL
    SELECT least(o.member, p.member), greatest(o.member, p.member), 'blocks'
    FROM outcomes o
    JOIN introduction_members p ON p.introduction = o.introduction
        AND p.member <> o.member AND p.response = 'accepted'
    WHERE o.again IS FALSE AND $3
    UNION ALL
    SELECT low, high, 'blocks' FROM pairs WHERE kind = 'forbid') AS t
WHERE (low IN (SELECT member FROM memberships WHERE pool = $1)) IS TRUE
    AND (high IN (SELECT member FROM memberships WHERE pool = $1)) IS TRUE
    AND (SELECT count(*) FROM (SELECT FROM memberships s JOIN members m
        ON m.id = s.member AND is_here(m, clock()) WHERE s.pool = $1
        LIMIT $2) AS few) < $2;

-- name: whatif_history
WITH past AS MATERIALIZED (
	SELECT e.id, ((clock() AT TIME ZONE $2)::date
	    - (coalesce(f.scheduled_at, e.scheduled_at) AT TIME ZONE $2)::date) / 7
	        AS weeks
	FROM rounds e LEFT JOIN rounds f ON f.id = e.second_of
	WHERE e.published_at IS NOT NULL
), pool AS MATERIALIZED (
	SELECT member FROM memberships WHERE pool = $1
)
SELECT a.member, b.member, min(past.weeks)
FROM past
JOIN introductions i ON i.round = past.id AND NOT i.frees
JOIN introduction_members a ON a.introduction = i.id
JOIN introduction_members b ON b.introduction = i.id AND b.member > a.member
WHERE past.weeks < $3
    AND (a.member IN (SELECT member FROM pool)) IS TRUE
    AND (b.member IN (SELECT member FROM pool)) IS TRUE
    AND (SELECT count(*) FROM (SELECT FROM memberships s JOIN members m
        ON m.id = s.member AND is_here(m, clock()) WHERE s.pool = $1
        LIMIT $4) AS few) < $4
GROUP BY a.member, b.member;
