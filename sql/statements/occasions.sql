-- What an introduction gives its members to make something of it.

-- A row for each introduction that is the reader's: how many rounds its pool had
-- before, the round's theme, whether prompts may be given, those that were, and
-- the meeting. $3: pools whose partners know each other at once.
-- name: occasions_of_member
SELECT i.id, i.round,
    (SELECT count(*) FROM rounds q WHERE q.pool = i.pool
        AND q.published_at < r.published_at),
    CASE WHEN i.arm IS NULL THEN r.theme ELSE r.arm_themes[i.arm + 1] END,
    i.state IN ('offered', 'accepted') AND left_at(i, s) IS NULL,
    (SELECT string_agg(prompt || E'\t' || attribute || E'\t' || mine || E'\t'
        || theirs, E'\n' ORDER BY place)
     FROM prompts_given g WHERE g.introduction = i.id AND g.member = $1),
    is_open_to(i, s, $3, clock()),
    to_us(m.starts_at), m.minutes, m.place_sealed,
    CASE WHEN meeting_stands(m, $1) THEN m.state ELSE 'cancelled' END,
    m.sequence, m.by IS NOT DISTINCT FROM $1, a.accepts,
    zone_spans(me.zone, date_trunc('hour', m.starts_at, 'UTC')
        - interval '24 hours', 3),
    (SELECT p.handle FROM introduction_members p
     JOIN introduction_pairs v ON v.introduction = p.introduction
         AND v.partner = p.member AND v.member = $1
     WHERE p.introduction = i.id AND p.member = m.by),
    i.arm
FROM introductions i
JOIN rounds r ON r.id = i.round
JOIN introduction_members s ON s.introduction = i.id AND s.member = $1
JOIN members me ON me.id = $1
LEFT JOIN meetings m ON m.introduction = i.id AND meeting_is_seen(m, i, s)
LEFT JOIN meeting_answers a ON a.introduction = i.id AND a.member = $1
WHERE i.id = ANY ($2::uuid[]);

-- From the hour that has begun on, for a little more than two weeks.
-- name: zones_ahead
SELECT zone, zone_spans(zone, date_trunc('hour', clock(), 'UTC'), 15)
FROM (SELECT DISTINCT unnest($1::text[])) AS z(zone);

-- name: prompts_had
SELECT prompt FROM prompts_given
WHERE member = $1 AND given_at > clock() - interval '1 year';

-- Whoever gives a member prompts does so alone.
-- name: prompts_lock
SELECT FROM members WHERE id = $1 FOR NO KEY UPDATE;

-- All of an introduction's, or none: where somebody else was faster, or one of
-- them was given for another introduction meanwhile.
-- name: prompts_give
WITH pick AS (
	SELECT * FROM unnest($2::uuid[], $3::int[], $4::text[], $5::text[],
	    $6::text[], $7::text[])
	    AS u(introduction, place, prompt, attribute, mine, theirs)
)
INSERT INTO prompts_given (introduction, member, place, prompt, attribute, mine,
    theirs)
SELECT p.introduction, $1, p.place, p.prompt, p.attribute, p.mine, p.theirs
FROM pick p
WHERE NOT EXISTS (SELECT FROM prompts_given g
        WHERE g.introduction = p.introduction AND g.member = $1)
    AND NOT EXISTS (SELECT FROM pick o
        JOIN prompts_given g ON g.member = $1 AND g.prompt = o.prompt
            AND g.given_at > clock() - interval '1 year'
        WHERE o.introduction = p.introduction);

-- Of the round, or of its arm.
-- name: round_theme_set
UPDATE rounds r SET theme = u.theme
FROM unnest($1::uuid[], $2::text[], $3::smallint[]) AS u(round, theme, arm)
WHERE r.id = u.round AND u.arm IS NULL AND r.theme IS NULL;

-- name: round_arm_theme_set
UPDATE rounds r SET arm_themes[u.arm + 1] = u.theme
FROM unnest($1::uuid[], $2::text[], $3::smallint[]) AS u(round, theme, arm)
WHERE r.id = u.round AND r.arm_themes[u.arm + 1] IS NULL AND u.arm IS NOT NULL;
