-- How the community mixes, by its members' domains: the first part of an
-- attribute's value, up to the first separator, or all where that is ''.

-- The largest, and how many active members each has.
-- name: mixing_domains
SELECT split_part(a.value, $2, 1) AS domain, count(*)
FROM member_attributes a JOIN members m ON m.id = a.member AND m.state = 'active'
WHERE a.attribute = $1
GROUP BY domain ORDER BY count(*) DESC, domain LIMIT $3;

-- Rounds, newest first, with their pairs of two domains and of one: how many
-- were introduced, said yes, met, and of how many it is known what came.
-- name: mixing_steps
WITH pair AS MATERIALIZED (
	SELECT * FROM mixing_pairs(ARRAY(
	    SELECT id FROM mixing_rounds($1, $2, $3::int)), $4, $5))
SELECT r.id, r.pool, to_us(r.published_at), r.second_of,
    count(p.round), count(*) FILTER (WHERE p.low <> p.high),
    count(*) FILTER (WHERE p.low <> p.high AND p.accepted),
    count(*) FILTER (WHERE p.low <> p.high AND p.met),
    count(*) FILTER (WHERE p.low <> p.high AND p.settled),
    count(*) FILTER (WHERE p.low = p.high),
    count(*) FILTER (WHERE p.low = p.high AND p.accepted),
    count(*) FILTER (WHERE p.low = p.high AND p.met),
    count(*) FILTER (WHERE p.low = p.high AND p.settled)
FROM mixing_rounds($1, $2, $3::int) AS r LEFT JOIN pair p ON p.round = r.id
GROUP BY r.id, r.pool, r.published_at, r.second_of ORDER BY r.id DESC;

-- Who took part in each of them.
-- name: mixing_took_part
SELECT w.round, split_part(a.value, $5, 1) AS domain, count(*)
FROM mixing_rounds($1, $2, $3::int) AS r JOIN round_members w ON w.round = r.id
JOIN member_attributes a ON a.member = w.member AND a.attribute = $4
GROUP BY w.round, domain ORDER BY w.round DESC, domain;

-- name: mixing_cells
SELECT round, low, high, count(*), count(*) FILTER (WHERE accepted),
    count(*) FILTER (WHERE met)
FROM mixing_pairs(ARRAY(SELECT id FROM mixing_rounds($1, $2, $3::int)), $4, $5)
WHERE low IS NOT NULL AND high IS NOT NULL
GROUP BY round, low, high ORDER BY round DESC, low, high;

-- Of all of them, the newest $2.
-- name: mixing_all
SELECT count(*) FILTER (WHERE low <> high),
    count(*) FILTER (WHERE low <> high AND accepted),
    count(*) FILTER (WHERE low <> high AND met),
    count(*) FILTER (WHERE low <> high AND settled),
    count(*) FILTER (WHERE low = high),
    count(*) FILTER (WHERE low = high AND accepted),
    count(*) FILTER (WHERE low = high AND met),
    count(*) FILTER (WHERE low = high AND settled)
FROM mixing_pairs(ARRAY(SELECT id FROM mixing_rounds($1, NULL, $2::int)), $3, $4);
