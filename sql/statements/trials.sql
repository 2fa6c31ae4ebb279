-- Experiments: statements of daemon/store/store_trial.c.

-- The configuration's are in the arrays: pool, definition. What it has no more has
-- ended; where nothing was drawn by it yet, as if it had never been.
-- name: trials_forget
DELETE FROM experiments e
WHERE e.ended_at IS NULL
    AND NOT EXISTS (SELECT FROM rounds r WHERE r.experiment = e.id)
    AND (e.pool, e.definition) NOT IN (
        SELECT * FROM unnest($1::text[], $2::text[]));

-- name: trials_end
WITH given AS (
	SELECT * FROM unnest($1::text[], $2::text[]) AS u(pool, definition)
), over AS (
	UPDATE experiments e SET ended_at = clock(),
	    ending = CASE WHEN e.pool IN (SELECT pool FROM given) THEN 'changed'
	        ELSE 'removed' END
	WHERE e.ended_at IS NULL
	    AND (e.pool, e.definition) NOT IN (SELECT * FROM given)
	RETURNING e.id, e.ending
)
INSERT INTO audit (actor, action, subject, detail)
SELECT 'daemon', 'experiment ended', id, ending FROM over;

-- How much a difference matters may be said otherwise at any time.
-- name: trial_mirror
INSERT INTO experiments (id, pool, name, definition, digest, arms, goal, detect,
    starts_on, rounds)
VALUES ($1, $2, $3, $4, sha256(convert_to($4, 'UTF8')), ARRAY[$5, $6]::text[], $7,
    $8, nullif($9, '')::date, $10)
ON CONFLICT (pool, digest) DO UPDATE SET detect = excluded.detect;

-- A row where the round is to be drawn by an experiment, by its definition, or, a
-- second draw, by the common rules of one; and how many rounds it had before.
-- name: trial_standing
SELECT e.id, r.second_of IS NOT NULL,
    (SELECT count(*) FROM rounds p
     WHERE p.experiment = e.id AND p.published_at IS NOT NULL)
FROM rounds r
JOIN pools p ON p.name = r.pool
JOIN experiments e ON e.pool = r.pool
    AND e.digest = sha256(convert_to($2, 'UTF8'))
WHERE r.id = $1 AND CASE WHEN r.second_of IS NULL
    THEN e.ended_at IS NULL AND (e.starts_on IS NULL
        OR (r.scheduled_at AT TIME ZONE p.zone)::date >= e.starts_on)
    ELSE EXISTS (SELECT FROM rounds f
        WHERE f.id = r.second_of AND f.experiment = e.id) END;

-- A row where a round of the pool that were drawn now would be by the experiment.
-- name: trial_standing_next
SELECT e.id FROM experiments e JOIN pools p ON p.name = e.pool
WHERE e.pool = $1 AND e.digest = sha256(convert_to($2, 'UTF8'))
    AND e.ended_at IS NULL AND (e.starts_on IS NULL
        OR (clock() AT TIME ZONE p.zone)::date >= e.starts_on);

-- With the input of its draw: by which experiment it is, or ($2 null) by none.
-- name: trial_round
UPDATE rounds SET experiment = $2 WHERE id = $1;

-- name: trial_members
UPDATE round_members w SET arm = a.arm
FROM unnest($2::uuid[], $3::smallint[]) AS a(member, arm)
WHERE w.round = $1 AND w.member = a.member;

-- name: trial_introductions
UPDATE introductions i SET arm = a.arm
FROM unnest($2::uuid[], $3::smallint[]) AS a(introduction, arm)
WHERE i.round = $1 AND i.id = a.introduction;

-- The same of a draw that waits for an operator's yes, and once it has it.
-- name: trial_slots
UPDATE draw_slots w SET arm = a.arm
FROM unnest($2::uuid[], $3::smallint[]) AS a(member, arm)
WHERE w.round = $1 AND w.member = a.member;

-- name: trial_groups
UPDATE draw_groups g SET arm = a.arm
FROM unnest($2::uuid[], $3::smallint[]) AS a(id, arm)
WHERE g.round = $1 AND g.id = a.id;

-- name: trial_members_approved
UPDATE round_members w SET arm = s.arm FROM draw_slots s
WHERE w.round = $1 AND s.round = $1 AND s.member = w.member;

-- name: trial_introductions_approved
UPDATE introductions i SET arm = g.arm FROM draw_groups g
WHERE i.round = $1 AND g.round = $1 AND g.id = i.id;

-- name: trial_arm
INSERT INTO round_arms (round, arm, members, introduced, score, whole_members,
    whole_introduced, whole_score)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (round, arm) DO UPDATE SET members = excluded.members,
    introduced = excluded.introduced, score = excluded.score,
    whole_members = excluded.whole_members,
    whole_introduced = excluded.whole_introduced,
    whole_score = excluded.whole_score;

-- As a round of it is published: it has begun, and may be complete.
-- name: trial_published
WITH counted AS (
	SELECT e.id, count(*) >= e.rounds AS is_complete
	FROM rounds r JOIN experiments e ON e.id = r.experiment
	JOIN rounds p ON p.experiment = e.id AND p.published_at IS NOT NULL
	WHERE r.id = $1 GROUP BY e.id
), over AS (
	UPDATE experiments e SET started_at = coalesce(e.started_at, clock()),
	    ended_at = CASE WHEN c.is_complete THEN clock() END,
	    ending = CASE WHEN c.is_complete THEN 'complete' END
	FROM counted c WHERE e.id = c.id AND e.ended_at IS NULL
	RETURNING e.id, e.ending
)
INSERT INTO audit (actor, action, subject, detail)
SELECT 'daemon', 'experiment ended', id, ending FROM over
WHERE ending IS NOT NULL;

-- name: trial_stop
UPDATE experiments SET ended_at = clock(), ending = 'stopped'
WHERE id = $1 AND ended_at IS NULL;

-- name: trials_list
SELECT e.id, e.pool, e.name, e.goal, e.arms[1], e.arms[2], e.detect,
    to_char(e.starts_on, 'YYYY-MM-DD'), e.rounds, to_us(e.made_at),
    to_us(e.started_at), to_us(e.ended_at),
    coalesce(e.ending, CASE WHEN e.started_at IS NULL THEN 'planned'
        ELSE 'running' END),
    encode(e.digest, 'hex'), e.definition, n.drawn, n.counted
FROM experiments e
CROSS JOIN LATERAL (SELECT count(*) AS drawn,
        count(*) FILTER (WHERE r.state = 'closed') AS counted
    FROM rounds r
    WHERE r.experiment = e.id AND r.published_at IS NOT NULL) AS n
WHERE ($1::uuid IS NULL OR e.id = $1) AND ($2::text IS NULL OR e.pool = $2)
    AND ($3::uuid IS NULL OR e.id < $3)
ORDER BY e.id DESC LIMIT $4;

-- Introductions that an arm drew, of rounds that are closed, a row for each of their
-- members: the round and the member by number, what came of it (null: all accepted
-- and nobody said), how they found it in thousandths.
-- name: trial_outcomes
SELECT s.introduction, dense_rank() OVER (ORDER BY r.published_at) - 1,
    i.arm, CASE i.state WHEN 'met' THEN true WHEN 'accepted' THEN NULL
        ELSE false END,
    (SELECT (avg(o.rating) * 1000)::bigint FROM outcomes o
     WHERE o.introduction = i.id AND o.rating IS NOT NULL),
    dense_rank() OVER (ORDER BY s.member) - 1
FROM rounds r
JOIN introductions i ON i.round = r.id AND i.arm IS NOT NULL
JOIN introduction_members s ON s.introduction = i.id
WHERE r.experiment = $1 AND r.state = 'closed'
ORDER BY s.introduction, s.member;

-- Of each arm, over the rounds published: members, sit-outs of them now, and what
-- the division cost.
-- name: trial_arms
SELECT a.arm, sum(a.members)::bigint, sum(a.introduced)::bigint,
    (sum(a.score::numeric * a.introduced) / nullif(sum(a.introduced), 0))::bigint,
    sum(a.whole_members)::bigint, sum(a.whole_introduced)::bigint,
    (sum(a.whole_score::numeric * a.whole_introduced)
        / nullif(sum(a.whole_introduced), 0))::bigint
FROM rounds r JOIN round_arms a ON a.round = r.id
WHERE r.experiment = $1 AND r.published_at IS NOT NULL
GROUP BY a.arm ORDER BY a.arm;
