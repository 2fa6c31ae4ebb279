-- The wall clock of a zone, as if it were UTC, and the instant.
-- name: zone_now
SELECT to_us((clock() AT TIME ZONE $1) AT TIME ZONE 'UTC'), to_us(clock());

-- The first of some local times whose instant is after the one that zone_now
-- gave, and whose round an operator did not cancel; of none where the calendar is
-- over. A planned round of another time is one that the calendar
-- no longer has, since the operator changed it. By the clock, not by the begin
-- of this transaction: an operator's round that was committed since then is of
-- a later time than clock(), and must stay.
-- name: round_plan
WITH next AS (
	SELECT min(instant) AS instant
	FROM unnest($3::timestamp[]) AS l(local),
	    LATERAL (SELECT local AT TIME ZONE $4) AS at(instant)
	WHERE instant > from_us($5) AND NOT EXISTS (SELECT FROM rounds c
	    WHERE c.pool = $2 AND c.scheduled_at = instant
	        AND c.second_of IS NULL AND c.state = 'cancelled')
), unplanned AS (
	DELETE FROM rounds WHERE pool = $2 AND state = 'planned' AND attempts = 0
	    AND second_of IS NULL
	    AND scheduled_at > clock_exactly()
	    AND scheduled_at IS DISTINCT FROM (SELECT instant FROM next)
)
INSERT INTO rounds (id, pool, scheduled_at, state, next_at)
SELECT $1, $2, instant, 'planned', instant FROM next WHERE instant IS NOT NULL
ON CONFLICT (pool, scheduled_at) WHERE second_of IS NULL DO NOTHING;

-- A round whose time for a second draw has come: there is one where two or more
-- are owed it, unless the next round is due already. Where there are not so many, it
-- is looked at again a day later, as long as the round goes on: one alone waits for
-- another rather than for the next round. Whoever plans has one id, so it is one at a
-- time.
-- name: round_plan_second
WITH looked AS (
	SELECT r.id, 2 = (SELECT count(*) FROM (SELECT FROM second_chance(r.id)
	    LIMIT 2) AS two) AS is_owed
	FROM rounds r WHERE r.second_at <= clock()
	ORDER BY r.second_at LIMIT 1 FOR UPDATE SKIP LOCKED
), due AS (
	UPDATE rounds r SET second_at = CASE WHEN NOT l.is_owed
	    AND r.state = 'published' AND r.second_at + interval '1 day' < r.ends_at
	    THEN r.second_at + interval '1 day' END
	FROM looked l WHERE r.id = l.id
	RETURNING r.id, r.pool, r.state, l.is_owed
)
INSERT INTO rounds (id, pool, scheduled_at, state, next_at, second_of)
SELECT $1, d.pool, clock(), 'planned', clock(), d.id
FROM due d JOIN pools p ON p.name = d.pool AND p.active
WHERE d.is_owed AND d.state = 'published'
    AND NOT EXISTS (SELECT FROM rounds o
        WHERE o.pool = d.pool AND o.second_of IS NULL
            AND (o.state IN ('open', 'failed', 'drawn')
                OR o.state = 'planned' AND o.next_at <= clock()));

-- name: round_now
INSERT INTO rounds (id, pool, scheduled_at, state, next_at)
VALUES ($1, $2, clock(), 'planned', clock());

-- Whoever takes a round, or asks for one, does so alone: the statements after
-- this one see what the others took.
-- name: rounds_lock
SELECT FROM house FOR NO KEY UPDATE;

-- A round that was asked for would come on top of these. One that waits for an
-- operator's yes is one of them. By the clock: another
-- one may have been asked for since this transaction began, while it waited for
-- the lock.
-- name: round_under_way
SELECT id FROM rounds
WHERE pool = $1 AND (state IN ('open', 'failed', 'drawn')
    OR state = 'planned' AND next_at <= clock_exactly());

-- Microseconds until the next round is due, or the time of a second draw has
-- come, but not before the lease of one under way runs out; no row where nothing is planned. A lease that ran out and
-- is still there is of one that is being published: look again in a while.
-- name: rounds_next
SELECT to_us(min(soonest)) - to_us(clock())
FROM (SELECT greatest(min(next_at),
        (SELECT CASE WHEN lease_until > clock() THEN lease_until
            ELSE clock() + interval '1 second' END
        FROM rounds WHERE state = 'open')) AS soonest
    FROM rounds WHERE state IN ('planned', 'open', 'failed')
        OR state = 'drawn' AND next_at < 'infinity'
    HAVING min(next_at) IS NOT NULL
    UNION ALL
    SELECT second_at FROM rounds WHERE second_at IS NOT NULL) AS waiting
HAVING min(soonest) IS NOT NULL;

-- Where the row is locked, its daemon is alive after all, and publishing. A
-- daemon may be gone for any reason, so the first time its round is tried again
-- at once; from the second on it waits as one that failed, since it may be the
-- reason, and would keep all others from their turn.
-- name: rounds_abandon
WITH abandoned AS (
	UPDATE rounds SET state = 'failed', owner = NULL, lease_until = NULL,
	    failure = 'the daemon that worked on it was gone',
	    next_at = CASE WHEN attempts < 2 THEN next_at ELSE clock()
	        + least(3600, 5 * attempts * attempts) * interval '1 second' END
	WHERE id IN (SELECT id FROM rounds
	    WHERE state = 'open' AND lease_until < clock() FOR UPDATE SKIP LOCKED)
	RETURNING id, pool
)
INSERT INTO audit (actor, action, subject, detail)
SELECT 'daemon', 'round abandoned', id, pool FROM abandoned;

-- A round that waits for an operator's yes waits until the next one of its pool is
-- due, and no longer.
-- name: rounds_supersede
WITH late AS (
	UPDATE rounds w SET state = 'cancelled',
	    failure = 'nobody approved it before the next round was due'
	WHERE w.state = 'drawn' AND w.next_at = 'infinity' AND EXISTS (
	    SELECT FROM rounds n WHERE n.pool = w.pool AND n.second_of IS NULL
	        AND n.state IN ('planned', 'failed') AND n.next_at <= clock()
	        AND n.scheduled_at > w.scheduled_at)
	RETURNING id, pool
)
INSERT INTO audit (actor, action, subject, detail)
SELECT 'daemon', 'round cancelled', id,
    'nobody approved it before the next round was due' FROM late;

-- Rounds that are planned, to be tried again, or approved (until then next_at is
-- infinity). One at a time, of all pools: whoever was introduced in one has met in the
-- others too, and a draw knows only what was published before it.
-- name: round_claim
UPDATE rounds SET state = 'open', owner = $1, attempts = attempts + 1,
    lease_until = clock() + $2 * interval '1 second',
    claimed_at = clock(), reminded_to = NULL
WHERE id = (SELECT id FROM rounds
    WHERE state IN ('planned', 'failed', 'drawn') AND next_at <= clock()
        AND NOT EXISTS (SELECT FROM rounds WHERE state = 'open')
    ORDER BY next_at LIMIT 1)
RETURNING id, pool, to_us(scheduled_at), attempts, second_of IS NOT NULL,
    redraws, next_seed;

-- name: round_renew
UPDATE rounds SET lease_until = clock() + $3 * interval '1 second'
WHERE id = $1 AND owner = $2 AND state = 'open' AND lease_until > clock();

-- name: round_fail
UPDATE rounds SET state = 'failed', failure = $3, owner = NULL,
    lease_until = NULL, next_at = clock() + $4 * interval '1 second'
WHERE id = $1 AND owner = $2 AND state = 'open';

-- name: draw_get
SELECT seed, input, encode(input_digest, 'hex'), approved_at IS NOT NULL
FROM draws WHERE round = $1;

-- name: draw_insert
INSERT INTO draws (round, seed, input, input_digest) VALUES ($1, $2, $3, $4);

-- Who takes part, with the offset of their zone at the time of the round, and of the
-- pool's last 52 rounds in how many they took part, how many of these they sat out,
-- and whether the last one: so is judged who goes first. A round and its second draw
-- are one: who sat out of the second sat out, whoever it introduced did not. Who
-- skipped a round that was drawn took no part in it. The rounds of a member are the
-- bits of a number, the latest the lowest: grouped by member and round, 10,000
-- members would be half a million rows.
-- name: round_population
WITH past AS MATERIALIZED (
	SELECT e.id, (SELECT id FROM rounds
	        WHERE second_of = e.id AND published_at IS NOT NULL) AS second,
	    row_number() OVER (ORDER BY e.published_at DESC) AS place
	FROM rounds r JOIN rounds e ON e.pool = r.pool
	    AND e.published_at IS NOT NULL AND e.second_of IS NULL
	WHERE r.id = $1
	ORDER BY e.published_at DESC LIMIT 52
), seats AS (
	SELECT w.member, 1::bigint << (past.place - 1)::int AS bit,
	    w.outcome = 'sat_out' AS sat_out, false AS is_second
	FROM past JOIN round_members w ON w.round = past.id AND w.why <> 'skipped'
	UNION ALL
	SELECT w.member, 1::bigint << (past.place - 1)::int, w.outcome = 'sat_out', true
	FROM past JOIN round_members w ON w.round = past.second
), bits AS (
	SELECT member, bit_or(bit) AS took_part,
	    coalesce(bit_or(bit) FILTER (WHERE sat_out), 0)
	    & ~coalesce(bit_or(bit) FILTER (WHERE is_second AND NOT sat_out), 0) AS sat_out
	FROM seats GROUP BY member
), waited AS MATERIALIZED (
	SELECT member, bit_count(took_part::bit(64)) AS rounds,
	    bit_count(sat_out::bit(64)) AS sit_outs,
	    sat_out & took_part & -took_part <> 0 AS sat_out_last
	FROM bits
)
SELECT m.id,
    extract(epoch FROM (r.scheduled_at AT TIME ZONE m.zone)
        - (r.scheduled_at AT TIME ZONE 'UTC'))::int,
    (SELECT string_agg(attribute || E'\t' || value, E'\n' ORDER BY attribute)
     FROM member_attributes WHERE member = m.id),
    coalesce(w.rounds, 0)::int,
    coalesce(w.sit_outs, 0)::int,
    coalesce(w.sat_out_last, false), s.prefers_three
FROM rounds r
JOIN taking_part($1, clock()) AS t ON true
JOIN members m ON m.id = t.member
JOIN memberships s ON s.member = m.id AND s.pool = r.pool
LEFT JOIN waited w ON w.member = m.id
WHERE r.id = $1 ORDER BY m.id;

-- Whoever would not meet the others of an introduction again is kept from them as
-- by a block, and so are two whom an operator forbids to be introduced. "IS TRUE" keeps the planner to one reading of the ties beside a hash
-- of the members: with statistics that are not yet there, it would try every pair.
-- name: round_ties
SELECT DISTINCT low, high, kind FROM (SELECT low, high, kind FROM ties
    UNION ALL
    SELECT least(o.member, p.member), greatest(o.member, p.member), 'blocks'
    FROM outcomes o
    JOIN introduction_members p ON p.introduction = o.introduction
        AND p.member <> o.member AND p.response = 'accepted'
    WHERE o.again IS FALSE
    UNION ALL
    SELECT low, high, 'blocks' FROM pairs WHERE kind = 'forbid') AS t
WHERE (low IN (SELECT s.member FROM rounds r
        JOIN memberships s ON s.pool = r.pool WHERE r.id = $1)) IS TRUE
    AND (high IN (SELECT s.member FROM rounds r
        JOIN memberships s ON s.pool = r.pool WHERE r.id = $1)) IS TRUE;

-- Whole weeks from round to round, of any pool, as the calendar of a zone counts
-- days: whatever hour it was, and whenever the round was published. What is as
-- long ago as the longest of the pool's rules asks is of no interest. A second
-- draw is of the day of its round, and whom that introduced it must know,
-- whatever came of it.
-- name: round_history
WITH days AS MATERIALIZED (
	SELECT e.id, e.second_of, e.published_at IS NOT NULL AS is_past,
	    (coalesce(f.scheduled_at, e.scheduled_at) AT TIME ZONE $2)::date AS day
	FROM rounds e LEFT JOIN rounds f ON f.id = e.second_of
), past AS MATERIALIZED (
	SELECT e.id, (r.day - e.day) / 7 AS weeks,
	    e.id IS NOT DISTINCT FROM r.second_of AS is_first
	FROM days r JOIN days e ON e.is_past WHERE r.id = $1
), pool AS MATERIALIZED (
	SELECT s.member FROM rounds r JOIN memberships s ON s.pool = r.pool
	WHERE r.id = $1
)
SELECT a.member, b.member, min(past.weeks)
FROM past
JOIN introductions i ON i.round = past.id AND (NOT i.frees OR past.is_first)
JOIN introduction_members a ON a.introduction = i.id
JOIN introduction_members b ON b.introduction = i.id AND b.member > a.member
WHERE (past.weeks < $3 OR past.is_first)
    AND (a.member IN (SELECT member FROM pool)) IS TRUE
    AND (b.member IN (SELECT member FROM pool)) IS TRUE
GROUP BY a.member, b.member;

-- Whoever may get a letter of this round, as their partners see them, and until
-- when they may answer, by their clock. $2: for how many hours.
-- name: round_profiles
SELECT m.id, m.name, m.pitch, m.language, m.email_sealed IS NOT NULL,
    (SELECT string_agg(attribute || E'\t' || value, E'\n' ORDER BY attribute)
     FROM member_attributes WHERE member = m.id),
    to_char((clock() + $2 * interval '1 hour') AT TIME ZONE m.zone,
        'YYYY-MM-DD HH24:MI') || ' (' || m.zone || ')'
FROM rounds r
JOIN memberships s ON s.pool = r.pool
JOIN members m ON m.id = s.member AND m.state = 'active'
WHERE r.id = $1 ORDER BY m.id;

-- name: round_guard
SELECT FROM rounds WHERE id = $1 AND owner = $2 AND state = 'open'
    AND lease_until > clock() FOR UPDATE;

-- In the order of their ids, as whoever blocks does.
-- name: round_lock_members
SELECT count(*) FROM (SELECT FROM members WHERE id = ANY ($1::uuid[])
    ORDER BY id FOR NO KEY UPDATE) AS locked;

-- A group whose members no longer all take part, or two of whom block each
-- other by now, is left out: it is void. A draw that waited for an operator's yes
-- may be days old: void is, too, a group one of whose members skips the round by
-- now, would not meet the other again, or two of whom were introduced by another
-- round since ($7: where a rule wants that they have rested), or say that they know
-- each other ($8: where one wants that they do not). Whose rules: see store_held,
-- whose order $7 and $8 have; $9 is the definition of the experiment in force.
-- name: introductions_insert
WITH slot AS (
	SELECT * FROM unnest($2::uuid[], $3::uuid[]) AS s(introduction, member)
), held AS (
	SELECT g.id AS introduction, CASE WHEN e.id IS NULL THEN 4
	    WHEN e.digest <> sha256(convert_to($9, 'UTF8')) THEN 5
	    ELSE coalesce(g.arm, 2) + 1 END AS by
	FROM draw_groups g JOIN rounds r ON r.id = g.round
	LEFT JOIN rounds f ON f.id = r.second_of
	LEFT JOIN experiments e ON e.id = coalesce(r.experiment, f.experiment)
	WHERE g.round = $1
), void AS (
	SELECT s.introduction FROM slot s JOIN rounds r ON r.id = $1
	WHERE NOT EXISTS (SELECT FROM members m
	    JOIN memberships p ON p.member = m.id AND p.pool = r.pool
	    WHERE m.id = s.member AND is_here(m, clock()))
	UNION
	SELECT a.introduction FROM slot a
	JOIN slot b ON b.introduction = a.introduction AND a.member < b.member
	LEFT JOIN held h ON h.introduction = a.introduction
	JOIN ties t ON t.low = a.member AND t.high = b.member AND (t.kind = 'blocks'
	    OR ($8::bigint[])[h.by] = 1 AND t.kind = 'knows'
	        AND t.created_at > (SELECT stored_at
	        FROM draws WHERE round = $1 AND approved_at IS NOT NULL))
	UNION
	SELECT a.introduction FROM pairs f
	JOIN slot a ON a.member = f.low
	JOIN slot b ON b.introduction = a.introduction AND b.member = f.high
	WHERE f.kind = 'forbid'
	UNION
	SELECT a.introduction FROM draws d
	JOIN rounds r ON r.id = d.round AND r.second_of IS NULL
	JOIN slot a ON true
	JOIN memberships p ON p.member = a.member AND p.pool = r.pool AND p.skip_next
	WHERE d.round = $1 AND d.approved_at IS NOT NULL
	UNION
	SELECT a.introduction FROM draws d
	JOIN slot a ON true
	JOIN slot b ON b.introduction = a.introduction AND b.member <> a.member
	JOIN outcomes o ON o.member = a.member AND o.again IS FALSE
	JOIN introduction_members p ON p.introduction = o.introduction
	    AND p.member = b.member AND p.response = 'accepted'
	WHERE d.round = $1 AND d.approved_at IS NOT NULL
	UNION
	SELECT a.introduction FROM draws d
	JOIN held h ON ($7::bigint[])[h.by] = 1
	JOIN slot a ON a.introduction = h.introduction
	JOIN slot b ON b.introduction = a.introduction AND b.member > a.member
	JOIN introduction_members x ON x.member = a.member
	JOIN introductions i ON i.id = x.introduction AND NOT i.frees
	JOIN introduction_members y ON y.introduction = x.introduction
	    AND y.member = b.member
	JOIN rounds e ON e.id = x.round AND e.published_at > d.stored_at
	WHERE d.round = $1 AND d.approved_at IS NOT NULL
)
INSERT INTO introductions (id, round, pool, state, why, expires_at)
SELECT g.id, r.id, r.pool, 'offered', g.why, clock() + $6 * interval '1 hour'
FROM rounds r, unnest($4::uuid[], $5::text[]) AS g(id, why)
WHERE r.id = $1 AND g.id NOT IN (SELECT introduction FROM void);

-- name: introduction_members_insert
INSERT INTO introduction_members (introduction, round, member)
SELECT s.introduction, i.round, s.member
FROM unnest($1::uuid[], $2::uuid[]) AS s(introduction, member)
JOIN introductions i ON i.id = s.introduction;

-- Whoever was drawn into a void group sits out, without fault.
-- name: round_members_introduced
INSERT INTO round_members (round, member, outcome, introduction, why)
SELECT $1, s.member, CASE WHEN i.id IS NULL THEN 'sat_out' ELSE 'introduced' END,
    i.id, CASE WHEN i.id IS NOT NULL THEN ''
        WHEN p.skip_next AND r.second_of IS NULL AND d.approved_at IS NOT NULL
            THEN 'skipped'
        ELSE 'void' END
FROM unnest($2::uuid[], $3::uuid[]) AS s(introduction, member)
JOIN members m ON m.id = s.member
JOIN rounds r ON r.id = $1
JOIN draws d ON d.round = $1
LEFT JOIN memberships p ON p.member = s.member AND p.pool = r.pool
LEFT JOIN introductions i ON i.id = s.introduction;

-- name: round_members_sat_out
INSERT INTO round_members (round, member, outcome, why)
SELECT $1, s.member, 'sat_out', s.why
FROM unnest($2::uuid[], $3::text[]) AS s(member, why)
JOIN members m ON m.id = s.member;

-- Of the drawn ($2), whoever has no row of the round was erased meanwhile: nothing
-- else would ever tell that the input has them.
-- name: draw_forget
UPDATE draws SET input = '' WHERE round = $1 AND EXISTS (
    SELECT FROM unnest($2::uuid[]) AS drawn(member)
    WHERE NOT EXISTS (SELECT FROM round_members w
        WHERE w.round = $1 AND w.member = drawn.member));

-- $3: the digest of who is with whom.
-- name: draw_report_put
UPDATE draws SET report = $2, groups_digest = $3 WHERE round = $1;

-- name: round_report
SELECT r.pool, d.seed, encode(d.input_digest, 'hex'), d.report
FROM rounds r LEFT JOIN draws d ON d.round = r.id WHERE r.id = $1;

-- name: tidy_draws
WITH gone AS (
	UPDATE draws SET input = '' WHERE round = ANY (ARRAY(
	    SELECT d.round FROM draws d JOIN rounds r ON r.id = d.round
	        AND (r.published_at IS NOT NULL OR r.state = 'cancelled')
	    WHERE octet_length(d.input) > 0
	        AND d.stored_at < clock() - $2 * interval '1 day'
	    ORDER BY d.stored_at LIMIT $1 FOR NO KEY UPDATE OF d SKIP LOCKED))
	RETURNING 1
), before AS (
	UPDATE draws_before SET input = '' WHERE octet_length(input) > 0
	    AND stored_at < clock() - $2 * interval '1 day'
	RETURNING 1
), drawn AS (
	DELETE FROM draw_groups g USING draws d
	WHERE d.round = g.round AND octet_length(d.input) = 0
	    AND d.stored_at < clock() - $2 * interval '1 day'
	    AND d.round IN (SELECT id FROM rounds WHERE state = 'cancelled')
), sat AS (
	DELETE FROM draw_slots s USING draws d
	WHERE d.round = s.round AND s.draw_group IS NULL
	    AND octet_length(d.input) = 0
	    AND d.stored_at < clock() - $2 * interval '1 day'
	    AND d.round IN (SELECT id FROM rounds WHERE state = 'cancelled')
)
SELECT tidied('inputs of draws',
    (SELECT count(*) FROM gone) + (SELECT count(*) FROM before));

-- Whoever would have taken part has skipped it now: where they skipped it as it
-- waited for an operator's yes, their group was void.
-- name: memberships_unskip
UPDATE memberships s SET skip_next = false
FROM rounds r JOIN pools p ON p.name = r.pool, members m
WHERE r.id = $1 AND r.second_of IS NULL AND s.pool = r.pool AND s.skip_next
    AND m.id = s.member AND is_here(m, clock())
    AND has_turn(s, r.scheduled_at, p.zone)
    AND NOT EXISTS (SELECT FROM round_members w
        WHERE w.round = r.id AND w.member = s.member AND w.why <> 'skipped');

-- A round leaves no time for second draws of those before it.
-- name: rounds_end_second
UPDATE rounds c SET second_at = NULL
FROM rounds r
WHERE r.id = $1 AND r.second_of IS NULL AND c.pool = r.pool AND c.id <> r.id
    AND c.second_at IS NOT NULL;

-- Inputs that failed rounds stored say nothing of this one: the next attempt
-- reads the tables again. One that an operator approved stays as it is.
-- name: draws_outdated
DELETE FROM draws d USING rounds r
WHERE r.id = d.round AND r.id <> $1 AND r.state = 'failed'
    AND d.approved_at IS NULL;

-- The second draw is not before the last answer is due.
-- name: round_publish
UPDATE rounds SET state = 'published', published_at = clock_exactly(),
    second_at = (SELECT greatest(rounds.scheduled_at + second_chance,
            clock_exactly() + $3 * interval '1 hour') FROM pools
        WHERE name = rounds.pool AND second_chance > interval '0'
            AND rounds.second_of IS NULL),
    ends_at = clock_exactly() + $3 * interval '1 hour' + (SELECT outcome_days
        FROM pools WHERE name = rounds.pool) * interval '1 day',
    owner = NULL, lease_until = NULL, failure = NULL,
    members = (SELECT count(*) FROM round_members WHERE round = $1),
    introduced = (SELECT count(*) FROM introduction_members WHERE round = $1),
    groups = (SELECT count(*) FROM introductions WHERE round = $1),
    sat_out = (SELECT count(*) FROM round_members
        WHERE round = $1 AND outcome = 'sat_out')
WHERE id = $1 AND owner = $2 AND state = 'open';

-- name: round_get
SELECT r.id, r.pool, r.state, to_us(r.scheduled_at), to_us(r.published_at),
    r.attempts, r.failure, r.members, r.introduced, r.groups, r.sat_out,
    d.seed, encode(d.input_digest, 'hex'),
    (extract(epoch FROM r.published_at - r.claimed_at) * 1000)::int, r.second_of,
    r.met, r.not_met, r.came_to_nothing, to_us(r.drawn_at), r.redraws,
    encode(d.groups_digest, 'hex'), d.approved_at IS NOT NULL
FROM rounds r LEFT JOIN draws d ON d.round = r.id WHERE r.id = $1;

-- name: rounds_list
SELECT r.id, r.pool, r.state, to_us(r.scheduled_at), to_us(r.published_at),
    r.attempts, r.failure, r.members, r.introduced, r.groups, r.sat_out,
    d.seed, encode(d.input_digest, 'hex'),
    (extract(epoch FROM r.published_at - r.claimed_at) * 1000)::int, r.second_of,
    r.met, r.not_met, r.came_to_nothing, to_us(r.drawn_at), r.redraws,
    encode(d.groups_digest, 'hex'), d.approved_at IS NOT NULL
FROM rounds r LEFT JOIN draws d ON d.round = r.id
WHERE ($1::text IS NULL OR r.pool = $1)
    AND ($2::uuid IS NULL OR r.id < $2)
ORDER BY r.id DESC LIMIT $3;

-- The slots of a round's result in the order of groups; then, page by page as
-- they, who sat out. A cursor that is one of those who sat out is behind all
-- groups.
-- name: round_groups
SELECT p.introduction, p.member, m.ref, m.name, i.why
FROM (SELECT id, why FROM introductions
    WHERE round = $1 AND ($2::uuid IS NULL OR id > $2)
        AND NOT EXISTS (SELECT FROM round_members
            WHERE round = $1 AND member = $2 AND outcome = 'sat_out')
    ORDER BY id LIMIT $3) AS i
JOIN introduction_members p ON p.introduction = i.id
JOIN members m ON m.id = p.member
ORDER BY p.introduction, p.member;

-- name: round_sit_outs
SELECT w.member, m.ref, m.name, w.why
FROM round_members w JOIN members m ON m.id = w.member
WHERE w.round = $1 AND w.outcome = 'sat_out'
    AND ($2::uuid IS NULL OR w.member > $2
        OR NOT EXISTS (SELECT FROM round_members
            WHERE round = $1 AND member = $2 AND outcome = 'sat_out'))
ORDER BY w.member LIMIT $3;
