-- A member's network (daemon/store/store_network.h). The first part of an
-- attribute's value is its domain: up to the first $3, or all where that is ''.

-- Never across a block, and of who was erased only that there was somebody.
-- name: network_people
SELECT t.other, to_us(t.since), t.met, CASE WHEN m.state <> 'erased' THEN m.name END,
    CASE WHEN m.state <> 'erased' THEN split_part(a.value, $3, 1) END,
    l.introduction, l.handle
FROM network_ties t
JOIN members m ON m.id = t.other
LEFT JOIN LATERAL (SELECT p.introduction, p.handle
    FROM introduction_members p
    JOIN introduction_members s ON s.introduction = p.introduction
        AND s.member = t.member AND s.response = 'accepted'
    JOIN introductions i ON i.id = p.introduction
        AND i.state IN ('accepted', 'met')
    WHERE p.member = t.other AND p.response = 'accepted'
    ORDER BY p.introduction DESC LIMIT 1) AS l ON m.state <> 'erased'
LEFT JOIN member_attributes a ON a.member = t.other AND a.attribute = $2
WHERE t.member = $1 AND NOT EXISTS (SELECT FROM ties b WHERE b.kind = 'blocks'
    AND b.low = least(t.member, t.other)
    AND b.high = greatest(t.member, t.other))
ORDER BY t.since, t.other;

-- Ties among them, whatever they come from; is it from an introduction that the
-- member was part of?
-- name: network_links
WITH mine AS MATERIALIZED (
    SELECT other AS id FROM network_ties WHERE member = $1)
SELECT low, high, to_us(min(since)), bool_or(is_mine)
FROM (SELECT x.member AS low, y.member AS high, i.offered_at AS since,
        EXISTS (SELECT FROM introduction_members me
            WHERE me.introduction = i.id AND me.member = $1
                AND me.response = 'accepted') AS is_mine
    FROM mine a
    JOIN introduction_members x ON x.member = a.id AND x.response = 'accepted'
    JOIN introduction_members y ON y.introduction = x.introduction
        AND y.member > x.member AND y.response = 'accepted'
    JOIN introductions i ON i.id = x.introduction
        AND i.state IN ('accepted', 'met')
    WHERE y.member IN (SELECT id FROM mine)
    UNION ALL
    SELECT k.low, k.high, k.created_at, false
    FROM mine a JOIN ties k ON k.low = a.id AND k.kind = 'knows'
    JOIN mine b ON b.id = k.high) AS all_of_them
GROUP BY low, high;

-- name: network_counted
SELECT to_us(clock()), attribute, CASE WHEN isfinite(counted_at)
    THEN to_us(counted_at) ELSE 0 END, members, ties, size_members,
    round(mean_size * 1000000)::bigint
FROM network_counts;

-- name: network_domains
SELECT d, n FROM network_counts, unnest(domains, domain_members) AS u(d, n);

-- name: network_weeks
SELECT to_us(w), n, round(p * 1000000)::bigint, round(d * 1000000)::bigint,
    round(b * 1000000)::bigint, round(e * 1000000)::bigint
FROM network_counts, unnest(weeks, week_members, week_people, week_domains,
    week_blau, week_ei) AS u(w, n, p, d, b, e)
ORDER BY w;

-- name: network_pairs
SELECT l, h, t, coalesce(lo = $1, false), coalesce(ho = $1, false), m,
    coalesce(mo = $1, false)
FROM network_counts, unnest(lows, highs, has_ties, low_only, high_only,
    has_middles, middle_only) AS u(l, h, t, lo, ho, m, mo);

-- name: network_due
SELECT one FROM network_counts
WHERE counted_at <= clock() - interval '1 hour';

-- The whole community in one pass. What one more person of a domain adds to a
-- network's sums (k: their number in that domain, by now) gives entropy and
-- Blau's index of every member and every week: exp(ln n - s/n), 1 - q/n².
-- name: network_count
WITH d AS MATERIALIZED (
    SELECT m.id, nullif(split_part(a.value, $2, 1), '') AS domain
    FROM members m LEFT JOIN member_attributes a
        ON a.member = m.id AND a.attribute = $1
    WHERE m.state = 'active'),
t AS MATERIALIZED (
    SELECT t.member, t.other, t.since, me.domain AS own, o.domain
    FROM network_ties t JOIN d me ON me.id = t.member
    JOIN d o ON o.id = t.other),
placed AS (
    SELECT member, since, own, domain, (row_number() OVER (
        PARTITION BY member, domain ORDER BY since))::double precision AS k
    FROM t WHERE domain IS NOT NULL),
growing AS (
    SELECT member, own, since, lead(since) OVER w AS next,
        date_trunc('week', since, 'UTC') AS week,
        (row_number() OVER w)::double precision AS n,
        sum(k * ln(k) - CASE WHEN k > 1 THEN (k - 1) * ln(k - 1) ELSE 0 END)
            OVER w AS s,
        sum(2 * k - 1) OVER w AS q,
        (sum(CASE WHEN own = domain THEN -1 ELSE 1 END) OVER w)
            ::double precision AS outside
    FROM placed
    WINDOW w AS (PARTITION BY member ORDER BY since, domain, k
        ROWS UNBOUNDED PRECEDING)),
ends AS (
    SELECT member, week, n, exp(ln(n) - s / n) AS domains,
        1 - q / (n * n) AS blau,
        CASE WHEN own IS NOT NULL THEN outside / n END AS ei
    FROM growing
    WHERE next IS NULL OR next >= week + interval '168 hours'),
changes AS (
    SELECT week, lag(n) OVER w IS NULL AS is_new,
        n - coalesce(lag(n) OVER w, 0) AS n,
        domains - coalesce(lag(domains) OVER w, 0) AS domains,
        blau - coalesce(lag(blau) OVER w, 0) AS blau,
        ei - coalesce(lag(ei) OVER w, 0) AS ei
    FROM ends WINDOW w AS (PARTITION BY member ORDER BY week)),
sums AS (
    SELECT week, sum(count(*) FILTER (WHERE is_new)) OVER w AS members,
        sum(count(ei) FILTER (WHERE is_new)) OVER w AS ei_members,
        sum(sum(n)) OVER w AS people, sum(sum(domains)) OVER w AS domains,
        sum(sum(blau)) OVER w AS blau, sum(sum(ei)) OVER w AS ei
    FROM changes GROUP BY week WINDOW w AS (ORDER BY week)),
weeks AS (
    SELECT array_agg(week ORDER BY week) AS weeks,
        array_agg(members::bigint ORDER BY week) AS members,
        array_agg(people / members ORDER BY week) AS people,
        array_agg(domains / members ORDER BY week) AS domains,
        array_agg(blau / members ORDER BY week) AS blau,
        array_agg(ei / nullif(ei_members, 0) ORDER BY week) AS ei
    FROM sums),
sizes AS (
    SELECT array_agg(domain ORDER BY domain) AS domains,
        array_agg(n ORDER BY domain) AS members
    FROM (SELECT domain, count(*) AS n FROM d WHERE domain IS NOT NULL
        GROUP BY domain) AS by_domain),
sets AS (
    SELECT domains, count(*) AS n, min(member::text) AS one
    FROM (SELECT member, array_agg(DISTINCT domain) AS domains
        FROM t WHERE domain IS NOT NULL GROUP BY member) AS by_member
    GROUP BY domains),
connected AS (
    SELECT low, high, bool_or(is_tie) AS has_ties,
        CASE WHEN min(low_one) = max(low_one) THEN min(low_one)::uuid END
            AS low_only,
        CASE WHEN min(high_one) = max(high_one) THEN min(high_one)::uuid END
            AS high_only,
        sum(n) > 0 AS has_middles,
        CASE WHEN sum(n) = 1 THEN min(one)::uuid END AS middle_only
    FROM (SELECT low, high, false AS is_tie, NULL AS low_one, NULL AS high_one,
            n, one
        FROM sets, unnest(domains) AS low, unnest(domains) AS high
        WHERE low < high
        UNION ALL
        SELECT own, domain, true, member::text, other::text, 0, NULL
        FROM t WHERE own < domain) AS ways
    GROUP BY low, high),
pairs AS (
    SELECT array_agg(low ORDER BY low, high) AS low,
        array_agg(high ORDER BY low, high) AS high,
        array_agg(has_ties ORDER BY low, high) AS has_ties,
        array_agg(low_only ORDER BY low, high) AS low_only,
        array_agg(high_only ORDER BY low, high) AS high_only,
        array_agg(has_middles ORDER BY low, high) AS has_middles,
        array_agg(middle_only ORDER BY low, high) AS middle_only
    FROM connected),
sample AS (
    SELECT member, count(*)::double precision AS n FROM t
    WHERE member IN (SELECT member FROM t GROUP BY member
        ORDER BY md5(member::text) LIMIT 200)
    GROUP BY member),
inner_ties AS (
    SELECT a.member, count(*)::double precision AS n
    FROM sample s JOIN t a ON a.member = s.member
    JOIN t b ON b.member = s.member AND b.other > a.other
    LEFT JOIN t ON t.member = a.other AND t.other = b.other
    WHERE t.member IS NOT NULL OR EXISTS (SELECT FROM ties k
        WHERE k.kind = 'knows' AND k.low = a.other AND k.high = b.other)
    GROUP BY a.member),
size AS (
    SELECT count(*) AS members, avg(s.n - 2 * coalesce(i.n, 0) / s.n) AS mean
    FROM sample s LEFT JOIN inner_ties i ON i.member = s.member)
UPDATE network_counts SET counted_at = clock(), attribute = $1,
    members = (SELECT count(*) FROM d), ties = (SELECT count(*) / 2 FROM t),
    mean_size = size.mean, size_members = size.members,
    domains = sizes.domains, domain_members = sizes.members,
    weeks = weeks.weeks, week_members = weeks.members,
    week_people = weeks.people, week_domains = weeks.domains,
    week_blau = weeks.blau, week_ei = weeks.ei,
    lows = pairs.low, highs = pairs.high, has_ties = pairs.has_ties,
    low_only = pairs.low_only, high_only = pairs.high_only,
    has_middles = pairs.has_middles, middle_only = pairs.middle_only
FROM size, sizes, weeks, pairs
WHERE counted_at <= clock() - interval '1 hour';
